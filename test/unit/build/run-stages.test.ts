import { expect, test } from 'vitest';
import { runStages } from '../../../scripts/test/run-stages.ts';
import type { CheckStage, Stage } from '../../../scripts/test/stages.ts';

const check = (name: string, code: string): CheckStage => ({ name, kind: 'check', minutes: 1, argv: [process.execPath, '-e', code] });
const long: Stage = { name: 'e2e', kind: 'tests', minutes: 1, project: 'e2e', onlyAfterSuccess: true };

test('every check runs although one fails, and the long tests do not', async () => {
  const said: string[] = [];
  const results = await runStages(
    [check('first', `console.log('why'); process.exit(3)`), check('second', ''), check('third', ''), long],
    (text) => said.push(text),
  );
  expect(said.join('')).toMatch(/✘ first .* s\nwhy\n/);
  expect(results.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'first failed',
    'second passed',
    'third passed',
    'e2e skipped',
  ]);
});

test('a check that hangs fails at its deadline', async () => {
  const [result] = await runStages([{ ...check('hangs', 'setInterval(() => {}, 1000)'), minutes: 0.005 }], () => undefined);
  expect(result?.outcome).toBe('failed');
});
