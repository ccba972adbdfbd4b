import { afterEach, beforeEach, expect, test } from 'vitest';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { planThrough } from '../../../packages/coordinator/operations/plan.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

let cluster: SimulatedCluster;
beforeEach(async () => {
  cluster = await startSimulatedCluster();
});
afterEach(() => cluster.close());

const wish = { nodes: null, canary: null, fixDrift: false };
const showPlan = (reach: Reach) => planThrough(reach, { exitCode: false, out: null, wish });

const through = async <T>(work: (reach: Reach) => Promise<T>): Promise<T> => (await cluster.through(work)).answer;

test('tells the steps of every node, and changes nothing', async () => {
  const { exitCode, data, text } = await through(showPlan);
  expect(exitCode).toBe(0);
  expect(data).toMatchObject({ changes: true, nodes: Array.from({ length: 6 }, () => ({ steps: [{ kind: 'write_file' }] })) });
  expect(text).toContain('arb-a3: 1 step\n  write_file /etc/x (differs)\n    +x');
  expect(cluster.world.changes).toEqual([]);
});

test('after a bootstrap there is nothing to do', async () => {
  await through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: async () => true }));
  const { data, text } = await through(showPlan);
  expect(data).toMatchObject({ changes: false, drift: false, next: null, phases: [], refused: [] });
  expect(text.split('\n')).toEqual(cluster.world.topology.nodes.map(({ name }) => `${name}: nothing to do`));
});

test('a node that does not answer is told as that', async () => {
  await cluster.stop('pg-a2-2');
  const { exitCode, data, text } = await through(showPlan);
  expect(exitCode).toBe(1);
  expect(data).toMatchObject({ nodes: [{}, {}, {}, { node: 'pg-a2-2', steps: null, error: { code: 'node_unreachable' } }, {}, {}] });
  expect(text).toMatch(/pg-a2-2: unknown: .*does not answer/);
});
