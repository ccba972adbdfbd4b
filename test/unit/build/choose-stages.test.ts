import { expect, test } from 'vitest';
import { chooseStages } from '../../../scripts/test/options.ts';
import { type Stage, stages as realStages } from '../../../scripts/test/stages.ts';

const stages: readonly Stage[] = [
  { name: 'types', kind: 'check', minutes: 1, argv: ['true'] },
  { name: 'unit', kind: 'tests', minutes: 1, project: 'unit' },
  { name: 'e2e', kind: 'tests', minutes: 1, project: 'e2e' },
  { name: 'faults', kind: 'tests', minutes: 1, project: 'faults', onDemand: true },
];

test.each([
  { args: [], names: ['types', 'unit', 'e2e'] },
  { args: ['--only', 'unit,types'], names: ['types', 'unit'] },
  { args: ['--only', 'faults'], names: ['faults'] },
  { args: ['--from', 'unit'], names: ['unit', 'e2e'] },
  { args: ['--from', 'faults'], names: ['faults'] },
])('$args runs $names', ({ args, names }) => {
  expect(chooseStages(args, stages).chosen.map(({ name }) => name)).toEqual(names);
});

test.each([{ args: ['--only', 'unit,tpyes'] }, { args: ['--from', 'nothing'] }, { args: ['unit'] }, { args: ['--fast'] }])(
  '$args is refused',
  ({ args }) => {
    expect(() => chooseStages(args, stages)).toThrow();
  },
);

test('the stages have names of their own, and only the long ones wait to be named', () => {
  expect(new Set(realStages.map(({ name }) => name)).size).toBe(realStages.length);
  expect(realStages.filter((stage) => stage.kind === 'tests' && stage.onDemand).map(({ name }) => name)).toEqual([
    'sanitizers',
    'topologies',
    'faults',
    'pg_probackup',
    'pg_probackup_faults',
  ]);
});
