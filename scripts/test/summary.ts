import type { StageResult } from './stage.ts';

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
