import { expect, test } from 'vitest';
import { brokenLimits, summarize, type Run } from '../../../scripts/bench/check/table.ts';
import { compareGaps } from '../../../scripts/bench/traffic/comparison.ts';

test.each<readonly [what: string, check: readonly Run[], broken: readonly string[]]>([
  ['at its limits', [[30, 15]], []],
  ['too long', [[31, 15]], ['quiet: 0.310 × wall, at most 0.30']],
  ['too costly', [[30, 15.4]], ['quiet: 0.154 × CPU, at most 0.15']],
  ['both', [[40, 20]], ['quiet: 0.400 × wall, at most 0.30', 'quiet: 0.200 × CPU, at most 0.15']],
  ['never run', [], ['quiet: NaN × wall, at most 0.30', 'quiet: NaN × CPU, at most 0.15']],
])('a check that is %s', (_what, check, broken) => {
  expect(brokenLimits(summarize({ what: 'quiet', script: [[100, 100]], check }))).toEqual(broken);
});

const event = 'switchover inside the datacentre';

function rounds(...of: readonly (readonly [homeMs: number, otherMs: number, lost: number])[]) {
  return of.map(([homeMs, otherMs, lost]) => ({ event, homeMs, otherMs, lost }) as const);
}

test('each VIP of each event is judged by its median', () => {
  const ours = rounds([3000, 4000, 2], [9000, 4000, 2], [2000, 5000, 4]);
  const byHand = rounds([3500, 3990, 6], [3600, 3000, 6], [3700, 8000, 6]);
  expect(compareGaps([event], ours, byHand)).toEqual({
    rows: [
      ['', 'ours', 'by hand', ''],
      [`${event}, the VIP of the leader’s datacentre`, '3.00 (2.00..9.00)', '3.60 (3.50..3.70)', 'better'],
      [`${event}, the VIP of the other datacentre`, '4.00 (4.00..5.00)', '3.99 (3.00..8.00)', 'worse'],
      [`${event}, reconnects`, '2 (2..4)', '6 (6..6)', ''],
    ],
    broken: [`${event}, the VIP of the other datacentre: ours 4.00 s, by hand 3.99 s`],
  });
});

test('equal is not worse, and what was not measured is not better', () => {
  expect(compareGaps([event], rounds([1000, 1000, 2]), rounds([1000, 1000, 2])).broken).toEqual([]);
  expect(compareGaps([event], [], rounds([1000, 1000, 2])).broken).toHaveLength(2);
});
