import type { StageResult, TestCounts } from './stages.ts';

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

/** The table of stages, and as its last line the sum over all tests. */
export function summarize(results: readonly StageResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length), 5);
  const rows = results.map(({ name, outcome, seconds, tests }) => {
    const counts = tests
      ? [`${tests.passed} passed`, tests.failed && `${tests.failed} failed`, tests.skipped && `${tests.skipped} skipped`]
      : [];
    const time = outcome === 'skipped' ? '' : `${seconds.toFixed(1)} s`;
    return `${name.padEnd(width)}  ${outcome.padEnd(7)}  ${time.padStart(8)}  ${counts.filter(Boolean).join(', ')}`.trimEnd();
  });
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, { tests }) => total + (tests?.[key] ?? 0), 0);
  return `\n${rows.join('\n')}\n\n${sum('passed')} passed, ${sum('failed')} failed\n`;
}
