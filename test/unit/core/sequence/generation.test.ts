import { chooseGeneration } from '@tamada/core/sequence';
import type { NodeStatus } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { nodeStatus } from '../../../builders/cluster.ts';

/** A node that has applied a digest as a generation, or nothing yet; its member has run or not. */
function has(node: string, activeGeneration: number | null, digest: string | null, memberEstablished = false): NodeStatus {
  const status = nodeStatus(node);
  return { ...status, agent: { ...status.agent, activeGeneration, digest, memberEstablished } };
}

const digests = new Map([
  ['pg-a1-1', 'A'],
  ['pg-a1-2', 'B'],
  ['arb-a3', 'C'],
]);
const fresh = ['pg-a1-1', 'pg-a1-2', 'arb-a3'].map((node) => has(node, null, null));
const [one, two, three] = [has('pg-a1-1', 4, 'A', true), has('pg-a1-2', 4, 'B', true), has('arb-a3', 4, 'C')];

test.each([
  { name: 'nothing was ever applied', observed: fresh, recorded: 0, choice: { kind: 'next', generation: 1 } },
  { name: 'a run is recorded whose nodes are gone', observed: fresh, recorded: 7, choice: { kind: 'next', generation: 8 } },
  { name: 'everything is as it should be', observed: [one, two, three], recorded: 4, choice: { kind: 'keep', generation: 4 } },
  {
    name: 'a run was cut off while files were written',
    observed: [one, has('pg-a1-2', null, null), three],
    recorded: 4,
    choice: { kind: 'keep', generation: 4 },
  },
  {
    name: 'the topology was corrected before any member ran',
    observed: [has('pg-a1-1', 4, 'old'), has('pg-a1-2', 4, 'B'), three],
    recorded: 4,
    choice: { kind: 'next', generation: 5 },
  },
  {
    name: 'the topology was changed after the cluster stood',
    observed: [one, two, has('arb-a3', 4, 'old')],
    recorded: 4,
    choice: { kind: 'refused', differing: ['arb-a3'], established: ['pg-a1-1', 'pg-a1-2'] },
  },
  {
    name: 'one agent says the greatest number that its field holds',
    observed: [has('pg-a1-1', 2 ** 32 - 1, 'A', true), two, three],
    recorded: 4,
    choice: { kind: 'unbelievable', nodes: ['pg-a1-1'], believed: 1004 },
  },
  {
    name: 'one agent is a little ahead',
    observed: [has('pg-a1-1', 7, 'old'), has('pg-a1-2', 4, 'B'), three],
    recorded: 4,
    choice: { kind: 'next', generation: 8 },
  },
  {
    name: 'all agents know more than a workspace that was lost',
    observed: [has('pg-a1-1', 5000, 'A'), has('pg-a1-2', 5000, 'B'), has('arb-a3', 5000, 'old')],
    recorded: 0,
    choice: { kind: 'next', generation: 5001 },
  },
  {
    name: 'all numbers are used up',
    observed: [has('pg-a1-1', 2 ** 31 - 1, 'old'), has('pg-a1-2', 2 ** 31 - 1, 'B'), has('arb-a3', 2 ** 31 - 1, 'C')],
    recorded: 0,
    choice: { kind: 'unbelievable', nodes: ['pg-a1-1', 'pg-a1-2', 'arb-a3'], believed: 2 ** 31 - 2 },
  },
])('$name', ({ observed, recorded, choice }) => {
  expect(chooseGeneration({ digests, observed, recorded, stands: true })).toEqual(choice);
});

describe('a cluster that stands may be brought to other bundles', () => {
  const from = new Map([['pg-a1-1', new Set(['old'])]]);
  const old = has('pg-a1-1', 4, 'old', true);

  test.each([
    { name: 'from those that are named', observed: [old, two, three], choice: { kind: 'next', generation: 5 } },
    {
      name: 'not where one node has something else',
      observed: [old, has('pg-a1-2', 4, 'old', true), three],
      choice: { kind: 'refused', differing: ['pg-a1-2'], established: ['pg-a1-1', 'pg-a1-2'] },
    },
    {
      name: 'and goes on when some have them',
      observed: [has('pg-a1-1', 5, 'A', true), two, three],
      choice: { kind: 'keep', generation: 5 },
    },
  ])('$name', ({ observed, choice }) => {
    expect(chooseGeneration({ digests, observed, recorded: 4, from, stands: true })).toEqual(choice);
  });
});
