import { errorDetail, TamadaError } from '@tamada/core/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../../packages/coordinator/cli/context.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { drainThrough, patienceOf, undrainThrough, type DrainOptions } from '../../../packages/coordinator/operations/drain.ts';
import { rebootThrough } from '../../../packages/coordinator/operations/reboot.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';
import { bootOf } from '../../fakes/cluster/world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const yes = async (): Promise<boolean> => true;
let cluster: SimulatedCluster;
beforeAll(async () => {
  cluster = await startSimulatedCluster('');
  await through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: yes }));
});
afterAll(() => cluster.close());
beforeEach(() => {
  const { world } = cluster;
  Object.assign(world, { leader: 'pg-a1-1', sessions: 0, before: () => undefined });
  for (const host of world.hosts.values()) Object.assign(host, { drained: null, boot: bootOf(1) });
  world.changes.length = 0;
  world.history.length = 0;
});

async function through(work: (reach: Reach) => Promise<Answer>): Promise<Answer & { readonly said: readonly string[] }> {
  const { answer, context } = await cluster.through(work);
  return { ...answer, said: context.said };
}

const options = (node: string, change: Partial<DrainOptions> = {}): DrainOptions => ({
  ...{ node, patience: { withinMs: 60_000, goOn: false }, dryRun: false, confirm: yes },
  ...change,
});
const drain = (node: string, change?: Partial<DrainOptions>) => through((reach) => drainThrough(reach, options(node, change)));
const undrain = (node: string) => through((reach) => undrainThrough(reach, node));
const reboot = (node: string, change?: Partial<DrainOptions>) => through((reach) => rebootThrough(reach, options(node, change)));
const changes = (): readonly string[] => cluster.world.changes.filter((line) => !line.endsWith(': history'));
const refusal = (work: Promise<unknown>) => work.then(() => null, errorDetail);
const hostOf = (name: string) => {
  const host = cluster.world.hosts.get(name);
  if (host === undefined) throw new Error(`no host ${name}`);
  return host;
};

describe('drain', () => {
  test('of a synchronous standby gives its role away and says how to take it back; a second time it is so already', async () => {
    expect(await drain('pg-a1-2')).toMatchObject({
      exitCode: 0,
      text: 'pg-a1-2 is drained, and no client is left; `tamada node undrain pg-a1-2` lets it serve again',
      said: ['pg-a1-2 has 0 sessions on its PostgreSQL, 0 sessions through its HAProxy'],
    });
    expect(changes()).toEqual(['pg-a1-2: drained']);
    expect(cluster.world.history).toMatchObject([{ kind: 'drain' }]);
    expect(await drain('pg-a1-2')).toMatchObject({ exitCode: 0, data: { changed: false } });
    expect(await undrain('pg-a1-2')).toMatchObject({ exitCode: 0, text: 'pg-a1-2 serves again' });
    expect(await undrain('pg-a1-2')).toMatchObject({ exitCode: 0, text: 'pg-a1-2 is not drained' });
  });

  test('of the leader hands over first, and its VIP leaves it', async () => {
    const { exitCode, data, said } = await drain('pg-a1-1');
    expect({ exitCode, data }).toMatchObject({ exitCode: 0, data: { from: 'pg-a1-1', to: 'pg-a1-2' } });
    expect(said.join('\n')).toMatch(/pg-a1-1 leads, and hands over to pg-a1-2 first: .*\n10\.10\.1\.3 moves to another host/);
    expect(changes()).toEqual(['pg-a1-1: leader', 'pg-a1-1: drained']);
  });

  test('with sessions that do not end stops at its deadline, with the mark, or goes on where that is wished', async () => {
    cluster.world.sessions = 3;
    const soon = { withinMs: 500, goOn: false };
    const stopped = await drain('pg-a2-2', { patience: soon });
    expect(stopped).toMatchObject({ exitCode: 3, data: { phase: 'clients' } });
    expect(JSON.stringify(stopped.data)).toMatch(/has 3 sessions on its PostgreSQL, 6 sessions through its HAProxy.*--despite-sessions/);
    expect(hostOf('pg-a2-2').drained).not.toBeNull();
    expect(await drain('pg-a2-2', { patience: { ...soon, goOn: true } })).toMatchObject({
      exitCode: 0,
      text: expect.stringMatching(/^pg-a2-2 is drained; left are 3 sessions on its PostgreSQL/) as string,
    });
  });

  test('that the cluster would not outlive is refused, and nothing is done with --dry-run or without a yes', async () => {
    await drain('pg-a2-2');
    expect(await refusal(drain('pg-a2-1'))).toMatchObject({
      code: 'unsafe',
      problem: expect.stringContaining('without pg-a2-1 there are 0: pg-a2-2 is drained') as string,
    });
    cluster.world.changes.length = 0;
    expect((await drain('pg-a1-2', { dryRun: true })).text).toContain('drain it');
    expect(await drain('pg-a1-2', { confirm: async () => false })).toMatchObject({ exitCode: 1 });
    expect(changes()).toEqual([]);
  });
});

describe('reboot', () => {
  test.each(['arb-a3', 'backup', 'pg-a2-2'])('of %s: marked, rebooted, and serving again', async (node) => {
    const { exitCode, text } = await reboot(node);
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: expect.stringMatching(new RegExp(`^${node} was back after`)) as string });
    expect(changes()).toEqual([`${node}: drained`, `${node}: reboot`, `${node}: no longer drained`]);
    expect(hostOf(node)).toMatchObject({ boot: bootOf(2), drained: null });
    expect(cluster.world.history).toMatchObject([{ kind: 'reboot' }]);
  });

  test('of the leader hands over first, and the lease is not held through it', async () => {
    let through = '';
    cluster.world.before = (node, call) => {
      if (call === 'HoldLease') through = node;
    };
    expect(await reboot('pg-a1-1')).toMatchObject({ exitCode: 0 });
    expect(changes()).toEqual(['pg-a1-1: leader', 'pg-a1-1: drained', 'pg-a1-1: reboot', 'pg-a1-1: no longer drained']);
    expect(through).not.toBe('pg-a1-1');
  });

  test('that stopped behind the reboot is gone on with, without another one', async () => {
    cluster.world.before = (_node, call) => {
      if (call === 'SetDrained' && hostOf('pg-a2-1').boot === bootOf(2)) throw new TamadaError({ code: 'disk_full', path: '/var' });
    };
    const stopped = await reboot('pg-a2-1');
    expect(stopped).toMatchObject({
      exitCode: 1,
      data: { phase: 'undrain' },
      text: expect.stringContaining('tamada node reboot pg-a2-1') as string,
    });
    expect(hostOf('pg-a2-1').drained).toEqual({ sinceMs: 1000, rebootFrom: bootOf(1) });
    cluster.world.before = () => undefined;
    cluster.world.changes.length = 0;
    const { exitCode, text, said } = await reboot('pg-a2-1');
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: 'pg-a2-1 serves again' });
    expect(said.join('\n')).toContain('a reboot of pg-a2-1 was begun, and is gone on with');
    expect(changes()).toEqual(['pg-a2-1: no longer drained']);
    expect(hostOf('pg-a2-1').boot).toBe(bootOf(2));
  });

  test('is refused by the words of its agent, and the mark stays for the next try', async () => {
    cluster.world.before = (_node, call) => {
      if (call === 'Reboot') throw new TamadaError({ code: 'unit_failed', unit: 'reboot.target', wanted: 'started', output: 'inhibited' });
    };
    expect(await reboot('arb-a3')).toMatchObject({
      exitCode: 1,
      data: { phase: 'reboot', failures: [{ error: { output: 'inhibited' } }] },
    });
    expect(hostOf('arb-a3')).toMatchObject({ boot: bootOf(1), drained: { rebootFrom: bootOf(1) } });
  });
});

test.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['0s', 0],
])('a deadline of %s', (deadline, withinMs) => {
  expect(patienceOf({ deadline, despiteSessions: true })).toEqual({ withinMs, goOn: true });
});

test.each(['', '5', 'soon', '1.5h', '-1s'])('%j is no deadline', (deadline) => {
  expect(() => patienceOf({ deadline, despiteSessions: false })).toThrow(/not a length of time/);
});
