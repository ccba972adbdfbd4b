import { TamadaError } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainThrough, type Question } from '../../../packages/coordinator/operations/explain.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

let cluster: SimulatedCluster;
beforeEach(async () => {
  cluster = await startSimulatedCluster();
  const all: readonly Program[] = ['consul', 'postgres', 'patroni', 'haproxy', 'keepalived'];
  for (const { node, running } of cluster.world.hosts.values()) {
    for (const program of node.role === 'database' ? all : all.slice(0, 1)) running.add(program);
  }
  cluster.world.leader = 'pg-a1-2';
  cluster.world.aclReady = true;
});
afterEach(() => cluster.close());

const explain = async (question: Question) => (await cluster.through((reach) => explainThrough(reach, question))).answer;

test('every VIP, each with its hosts and their priorities, as the agents tell', async () => {
  const { exitCode, data, text } = await explain({ about: 'vip', datacenter: null });
  expect(exitCode).toBe(0);
  expect(data).toMatchObject({
    a1: {
      address: '10.10.1.3',
      leader: 'pg-a1-2',
      holders: ['pg-a1-2'],
      expected: 'pg-a1-2',
      hosts: [{ priority: 100 }, { priority: 159 }],
    },
    a2: { address: '10.10.2.3', holders: ['pg-a2-1'], expected: 'pg-a2-1', hosts: [{ priority: 110 }, { priority: 99 }] },
  });
  expect(text).toMatch(/^VIP 10\.10\.1\.3 of a1 {2}pg-a1-2 holds it, as it should/);
});

test('one VIP, while a host of its datacentre is away', async () => {
  await cluster.stop('pg-a2-1');
  const { data } = await explain({ about: 'vip', datacenter: 'a2' });
  expect(Object.keys(data as object)).toEqual(['a2']);
  expect(data).toMatchObject({ a2: { verdict: 'nobody that answers holds it; pg-a2-1 may, and cannot be asked' } });
});

test('a datacentre without a VIP is refused, with those that have one', async () => {
  const refused = await explain({ about: 'vip', datacenter: 'a3' }).catch((error: unknown) => error);
  expect(refused instanceof TamadaError ? refused.detail : refused).toMatchObject({ code: 'usage', next: 'VIPs are in a1, a2' });
});

test('both services, from every host', async () => {
  expect((await explain({ about: 'rw' })).data).toMatchObject({ service: 'rw', leader: 'pg-a1-2', leadsTo: 'pg-a1-2' });
  const { data, text } = await explain({ about: 'ro' });
  expect(data).toMatchObject({ service: 'ro', port: 5556, hosts: [{ name: 'pg-a1-1' }, {}, {}, {}] });
  expect(text).toMatch(/^5556 {2}leads /);
});
