import { errorDetail, TamadaError } from '@tamada/core/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../../packages/coordinator/cli/context.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { pauseThrough, switchoverThrough, type SwitchoverOptions } from '../../../packages/coordinator/operations/leadership.ts';
import { loadTopology } from '../../../packages/coordinator/workspace/topology-file.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

// Patroni is given half a minute after its last word.
vi.setConfig({ testTimeout: 120_000 });

const yes = async (): Promise<boolean> => true;
let cluster: SimulatedCluster;
beforeAll(async () => {
  cluster = await startSimulatedCluster('');
  await through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: yes }));
});
afterAll(() => cluster.close());
beforeEach(() => {
  const { world } = cluster;
  Object.assign(world, { leader: 'pg-a1-1', paused: false, syncCount: 2, before: () => undefined });
  Object.assign(world.switchover, { refusal: '', outcome: 'done', loses: false });
  world.changes.length = 0;
  world.history.length = 0;
});

async function through(work: (reach: Reach) => Promise<Answer>): Promise<Answer & { readonly said: readonly string[] }> {
  const context = cluster.context();
  const topology = await loadTopology(context);
  const connections = await cluster.connect(context, topology);
  try {
    return { ...(await work({ context, topology, connections })), said: context.said };
  } finally {
    connections.close();
  }
}

const switchover = (options: Partial<SwitchoverOptions> = {}) =>
  through((reach) => switchoverThrough(reach, { to: null, datacenter: null, dryRun: false, confirm: yes, ...options }));
const pause = (paused: boolean, confirm = yes) => through((reach) => pauseThrough(reach, { paused, confirm }));
const changes = (): readonly string[] => cluster.world.changes.filter((line) => !line.endsWith(': history'));
const refusal = (work: Promise<unknown>) => work.then(() => null, errorDetail);

describe('switchover', () => {
  test('goes to a synchronous standby near by, says first what it cuts off, and is in the history', async () => {
    const { exitCode, text, data, said } = await switchover();
    expect({ exitCode, text, data }).toMatchObject({
      exitCode: 0,
      text: 'pg-a1-2 leads',
      data: { result: 'done', changed: true, from: 'pg-a1-1', to: 'pg-a1-2' },
    });
    expect(said.join('\n')).toMatch(
      /pg-a1-2 is a synchronous standby.*\npg-a1-1 has 7 sessions, cut off by this; 2 of them in a transaction/,
    );
    expect(changes()).toEqual(['pg-a1-1: leader']);
    expect(cluster.world.history).toMatchObject([
      { kind: 'switchover', json: expect.stringMatching(/"to":"pg-a1-2","gapMs":\d/) as string },
    ]);
    await expect.poll(() => cluster.world.lease).toBeNull();
  });

  test('a candidate that is not synchronous is made so, and the number of standbys is put back', async () => {
    expect(await switchover({ to: 'pg-a2-2' })).toMatchObject({ exitCode: 0, text: 'pg-a2-2 leads' });
    expect(changes()).toEqual(['pg-a1-1: 3 synchronous', 'pg-a1-1: leader', 'pg-a2-2: 2 synchronous']);
  });

  test('the number is put back where the switchover is refused, too', async () => {
    cluster.world.switchover.refusal = 'no good candidates have been found';
    expect(await switchover({ to: 'pg-a2-2' })).toMatchObject({ exitCode: 3, text: expect.stringContaining('tamada status') as string });
    expect(changes()).toEqual(['pg-a1-1: 3 synchronous', 'pg-a1-1: 2 synchronous']);
    expect(cluster.world.history).toEqual([]);
  });

  test("Patroni's doubt is no failure: what counts is who leads", async () => {
    cluster.world.switchover.outcome = 'unknown';
    expect(await switchover({ datacenter: 'a2' })).toMatchObject({ exitCode: 0, text: 'pg-a2-1 leads' });
  });

  test('where nothing comes of it, that is said with Patroni’s words and who leads', async () => {
    Object.assign(cluster.world.switchover, { outcome: 'unknown', loses: true });
    const { exitCode, data } = await switchover();
    expect({ exitCode, data }).toMatchObject({
      exitCode: 1,
      data: {
        phase: 'switchover',
        failures: [{ node: 'pg-a1-1', error: { problem: 'pg-a1-1 still leads, not pg-a1-2; Patroni said: Switchover status unknown' } }],
      },
    });
    expect(cluster.world.history).toEqual([]);
  });

  test('nothing is done where it is so already, where nobody confirms, and with --dry-run', async () => {
    expect(await switchover({ to: 'pg-a1-1' })).toMatchObject({ exitCode: 0, text: 'pg-a1-1 leads already' });
    expect(await switchover({ confirm: async () => false })).toMatchObject({ exitCode: 1, text: 'nothing was done' });
    const { text } = await switchover({ dryRun: true });
    expect(text).toContain('hand over to pg-a1-2');
    expect(cluster.world.changes).toEqual([]);
  });

  test('a name that is not there is a mistake, and a host that is away is not led to', async () => {
    expect(await refusal(switchover({ to: 'arb-a3' }))).toMatchObject({ code: 'usage' });
    expect(await refusal(switchover({ datacenter: 'a3' }))).toMatchObject({ code: 'usage' });
    cluster.world.before = (node) => {
      if (node === 'pg-a1-2') throw new TamadaError({ code: 'disk_full', path: '/' });
    };
    expect(await refusal(switchover({ to: 'pg-a1-2' }))).toMatchObject({ code: 'unsafe' });
  });
});

describe('pause and resume', () => {
  test('every member is paused before it says so, and the other way round', async () => {
    expect(await pause(true)).toMatchObject({ exitCode: 0, data: { changed: true, paused: true } });
    expect(await pause(true)).toMatchObject({ exitCode: 0, data: { changed: false } });
    expect(await pause(false)).toMatchObject({ exitCode: 0, data: { changed: true, paused: false } });
    expect(changes()).toEqual(['pg-a1-1: paused', 'pg-a1-1: resumed']);
    expect(cluster.world.history.map(({ kind }) => kind)).toEqual(['pause', 'resume']);
  });

  test('a member that has not heard of it yet is waited for', async () => {
    cluster.world.unaware.add('pg-a2-2');
    let ended = false;
    const pausing = pause(true).finally(() => (ended = true));
    await expect.poll(changes, { timeout: 20_000 }).toEqual(['pg-a1-1: paused']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(ended).toBe(false);
    cluster.world.unaware.clear();
    expect(await pausing).toMatchObject({ exitCode: 0 });
  });

  test('pause asks first', async () => {
    expect(await pause(true, async () => false)).toMatchObject({ exitCode: 1, text: 'nothing was done' });
    expect(cluster.world.changes).toEqual([]);
  });
});
