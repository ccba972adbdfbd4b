import { expect, test } from 'vitest';
import { runBenches } from '../../../scripts/bench/benchmark.ts';

test.each([
  { words: ['good'], code: 0, ran: ['good'], said: '' },
  { words: ['bad', 'good'], code: 1, ran: ['bad', 'good'], said: 'bad: a limit is broken: too long\nbad: a limit is broken: too costly\n' },
  { words: [], code: 1, ran: ['good', 'bad'], said: 'bad: a limit is broken: too long\nbad: a limit is broken: too costly\n' },
  { words: ['good', 'toString'], code: 2, ran: [], said: 'no such benchmark: toString; there are good, bad\n' },
])('$words: $code', async ({ words, code, ran, said }) => {
  const seen: string[] = [];
  const bench = (name: string, broken: readonly string[]) => () => {
    seen.push(name);
    return Promise.resolve(broken);
  };
  let text = '';
  const benches = { good: bench('good', []), bad: bench('bad', ['too long', 'too costly']) };
  expect(await runBenches(benches, words, (more) => (text += more))).toBe(code);
  expect({ seen, text }).toEqual({ seen: ran, text: said });
});
