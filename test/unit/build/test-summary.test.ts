import { describe, expect, test } from 'vitest';
import type { StageResult } from '../../../scripts/test/stages.ts';
import { summarize, countTests } from '../../../scripts/test/summary.ts';

const file = (status: string, ...tests: readonly string[]): object => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const report = (passed: number, ...testResults: readonly object[]): string =>
  JSON.stringify({ numPassedTests: passed, numPendingTests: 0, numTodoTests: 0, testResults });

describe('counting a report', () => {
  test.each([
    { what: 'tests that pass', json: report(2, file('passed', 'passed', 'passed')), passed: 2, failed: 0 },
    { what: 'tests that fail', json: report(1, file('failed', 'passed', 'failed', 'failed')), passed: 1, failed: 2 },
    { what: 'a file that cannot be loaded', json: report(1, file('passed', 'passed'), file('failed')), passed: 1, failed: 1 },
    { what: 'a failing hook behind passed tests', json: report(1, file('failed', 'passed')), passed: 1, failed: 1 },
    { what: 'a run without tests', json: report(0), passed: 0, failed: 1 },
    { what: 'no report', json: null, passed: 0, failed: 1 },
  ])('$what', ({ json, passed, failed }) => {
    expect(countTests(json)).toMatchObject({ passed, failed });
  });
});

test('the last line is the sum over all tests, alone', () => {
  const results: readonly StageResult[] = [
    { name: 'types', outcome: 'passed', seconds: 3 },
    { name: 'unit', outcome: 'failed', seconds: 4, tests: { passed: 10, failed: 2, skipped: 1 } },
    { name: 'integration', outcome: 'passed', seconds: 5, tests: { passed: 5, failed: 0, skipped: 0 } },
    { name: 'e2e', outcome: 'skipped', seconds: 0 },
  ];
  const lines = summarize(results).split('\n');
  expect(lines.slice(-2)).toEqual(['15 passed, 2 failed', '']);
  expect(lines).toContain('unit         failed      4.0 s  10 passed, 2 failed, 1 skipped');
  expect(lines).toContain('e2e          skipped');
});
