import type { TestCounts } from './stage.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Counts a vitest JSON report. No report, a run without tests, and a file that failed outside its tests count as one failure each. */
export function countTests(json: string | null): TestCounts {
  if (json === null) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(json) as VitestReport;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.testResults.reduce((sum, file) => sum + failuresOf(file), 0);
  return { passed: report.numPassedTests, failed: report.numPassedTests + skipped + failed === 0 ? 1 : failed, skipped };
}

function failuresOf(file: VitestReport['testResults'][number]): number {
  const failed = file.assertionResults.filter((test) => test.status === 'failed').length;
  return failed === 0 && file.status === 'failed' ? 1 : failed;
}
