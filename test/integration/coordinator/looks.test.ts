import { createServer, type Socket } from 'node:net';
import { said } from '@tamada/core/view';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAt } from '../../../packages/coordinator/connections/look.ts';
import type { Connections } from '../../../packages/coordinator/connections/connections.ts';
import { loadTopology } from '../../../packages/coordinator/workspace/topology-file.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

let cluster: SimulatedCluster;
let connections: Connections;
let nodes: readonly string[];
let port = 0;
beforeAll(async () => {
  cluster = await startSimulatedCluster();
  const context = cluster.context();
  const topology = await loadTopology(context);
  nodes = topology.nodes.map(({ name }) => name);
  ({ port } = topology.agent);
  connections = await cluster.connect(context, topology);
});
afterAll(async () => {
  connections.close();
  await cluster.close();
});

test('a look tells a host that refuses from one that says nothing, and neither keeps the others from being seen', async () => {
  await cluster.stop('pg-a2-1');
  await cluster.stop('pg-a2-2');
  // The kernel of a frozen host still takes connections.
  const sockets: Socket[] = [];
  const frozen = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => frozen.listen(port, '127.10.2.2', resolve));
  try {
    const seen = new Map((await lookAt(connections, nodes)).map((observation) => [observation.node, observation]));
    expect(seen.get('pg-a2-1')).toMatchObject({ status: null, silence: { why: 'refused' }, heard: true });
    const silence = { answer: 'silent', why: 'timeout', problem: expect.stringMatching(/^nothing was heard of it within/) as string };
    expect(seen.get('pg-a2-2')).toMatchObject({ status: null, silence, heard: false });
    const answering = nodes.filter((node) => seen.get(node)?.status != null);
    expect(answering).toEqual(['pg-a1-1', 'pg-a1-2', 'arb-a3', 'backup']);
    expect(said(seen.get('pg-a1-1')?.status?.units)).toEqual([]);
  } finally {
    for (const socket of sockets) socket.destroy();
    frozen.close();
  }
});

test('an agent that fails is heard, and its words are passed on', async () => {
  cluster.world.before = (node, call) => {
    if (node === 'pg-a1-1' && call === 'GetStatus') throw new Error('off by one');
  };
  const [observation] = await lookAt(connections, ['pg-a1-1']);
  const problem = expect.stringContaining('off by one') as string;
  expect(observation).toMatchObject({ status: null, silence: { why: 'failed', problem }, heard: true });
});
