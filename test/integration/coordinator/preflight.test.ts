import type { Finding } from '@tamada/core/preflight';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { preflightThrough } from '../../../packages/coordinator/operations/preflight.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

let cluster: SimulatedCluster;
beforeEach(async () => {
  cluster = await startSimulatedCluster();
});
afterEach(() => cluster.close());

async function preflight(...ignore: readonly string[]) {
  const { answer } = await cluster.through((reach) => preflightThrough(reach, { ignore }));
  return { ...answer, findings: (answer.data as { findings: readonly Finding[] }).findings };
}

test('hosts that are ready pass, from all sides', async () => {
  const { exitCode, text, findings } = await preflight();
  expect(exitCode).toBe(0);
  expect(text).toMatch(/ready$/);
  expect(findings.filter(({ name, level }) => name === 'network' && level === 'pass').map(({ node, reason }) => [node, reason])).toEqual([
    ['pg-a1-1', 'reaches 4 peers, round trip up to 0.1 ms'],
    ['pg-a1-2', 'reaches 4 peers, round trip up to 0.1 ms'],
    ['pg-a2-1', 'reaches 4 peers, round trip up to 0.1 ms'],
    ['pg-a2-2', 'reaches 4 peers, round trip up to 0.1 ms'],
    ['arb-a3', 'reaches 4 peers, round trip up to 0.1 ms'],
  ]);
  expect(cluster.world.changes).toEqual([]);
});

test('it lets everybody listen before anybody probes', async () => {
  const calls: string[] = [];
  cluster.world.before = (_node, call) => calls.push(call);
  await preflight();
  expect(calls.lastIndexOf('Listen')).toBeLessThan(calls.indexOf('Probe'));
  expect(calls.filter((call) => call === 'Survey')).toHaveLength(6);
});

test('one node that is away fails, costs the others nothing and is not probed', async () => {
  await cluster.stop('arb-a3');
  const { exitCode, findings, text } = await preflight();
  expect(exitCode).toBe(3);
  expect(findings.filter(({ level }) => level === 'fail').map(({ name, node }) => [name, node])).toEqual([['agent', 'arb-a3']]);
  expect(text).toMatch(/fail {2}arb-a3: agent: .*systemctl status tamada-agent/);
  expect(text).not.toContain('--ignore');
  await expect(preflight('agent')).rejects.toMatchObject({ detail: { code: 'usage' } });
});

test('a call that an agent fails is said of that node', async () => {
  cluster.world.before = (node, call) => {
    if (node === 'pg-a2-1' && call === 'Probe') throw new Error('out of file descriptors');
  };
  const { findings } = await preflight();
  expect(findings.filter(({ level }) => level === 'fail')).toMatchObject([
    { name: 'agent', node: 'pg-a2-1', reason: expect.stringContaining('out of file descriptors') as string },
  ]);
});
