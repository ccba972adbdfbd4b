import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../../packages/coordinator/cli/context.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { pauseThrough, switchoverThrough, type SwitchoverOptions } from '../../../packages/coordinator/operations/leadership.ts';
import { consulSnapshotThrough } from '../../../packages/coordinator/operations/consul-snapshot.ts';
import { failoverThrough, type FailoverOptions } from '../../../packages/coordinator/operations/failover.ts';
import { historyThrough, type HistoryQuestion } from '../../../packages/coordinator/operations/history.ts';
import { reinitThrough } from '../../../packages/coordinator/operations/reinit.ts';
import { restartThrough, restartWish } from '../../../packages/coordinator/operations/restart.ts';
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
  Object.assign(world, { leader: 'pg-a1-1', orphaned: false, paused: false, syncCount: 2, before: () => undefined });
  Object.assign(world.switchover, { refusal: '', outcome: 'done', loses: false });
  Object.assign(world.restart, { refusal: '', outcome: 'done', loses: false, commitWaitSeconds: 0 });
  world.pending.clear();
  for (const host of world.hosts.values()) host.startedAtMs = 1000;
  world.changes.length = 0;
  world.history.length = 0;
});

async function through(work: (reach: Reach) => Promise<Answer>): Promise<Answer & { readonly said: readonly string[] }> {
  const { answer, context } = await cluster.through(work);
  return { ...answer, said: context.said };
}

const switchover = (options: Partial<SwitchoverOptions> = {}) =>
  through((reach) => switchoverThrough(reach, { to: null, datacenter: null, at: null, dryRun: false, confirm: yes, ...options }));
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

  test('at a time: it waits until then, and who takes over is chosen again', async () => {
    const at = new Date(Date.now() + 2_000).toISOString();
    const { world } = cluster;
    const asked: string[] = [];
    const confirm = async (question: string): Promise<boolean> => {
      asked.push(question);
      world.leader = 'pg-a1-2';
      return true;
    };
    const { exitCode, text, said } = await switchover({ at, confirm });
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: 'pg-a1-1 leads' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
    expect(asked).toEqual([expect.stringMatching(/^Hand over from pg-a1-1 to pg-a1-2 at \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\?$/)]);
    expect(said.join('\n')).toMatch(/pg-a1-2 is a .*\n[^]*waits until .*\n[^]*pg-a1-1 is a /);
    expect(changes()).toEqual(['pg-a1-2: leader']);
  });

  test('at a time: Ctrl-C before it leaves everything as it is, and a time that is over is a mistake', async () => {
    const controller = new AbortController();
    const confirm = async (): Promise<boolean> => {
      setTimeout(() => {
        controller.abort();
      }, 100);
      return true;
    };
    const { answer } = await cluster.through(
      (reach) => switchoverThrough(reach, { to: null, datacenter: null, at: '2099-01-01 00:00Z', dryRun: false, confirm }),
      controller.signal,
    );
    expect(answer).toMatchObject({ exitCode: 1, text: 'nothing was done' });
    expect(changes()).toEqual([]);
    expect(await refusal(switchover({ at: '2020-01-01 00:00Z' }))).toMatchObject({
      code: 'usage',
      problem: expect.stringContaining('is over') as string,
    });
    expect(await refusal(switchover({ at: '02:00' }))).toMatchObject({ code: 'usage' });
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

describe('restart', () => {
  const restart = (said: Partial<Parameters<typeof restartWish>[0]>, confirm = yes, dryRun = false) =>
    through((reach) => {
      const wish = restartWish({ nodes: [], role: null, pending: false, startedBefore: null, back: false, ...said });
      return restartThrough(reach, { wish, dryRun, confirm });
    });

  test('goes through all members, the leader last, which the switchover has restarted already; it says what it cuts off and what was felt', async () => {
    cluster.world.restart.commitWaitSeconds = 0.4;
    const { exitCode, text, data, said } = await restart({ role: 'database' });
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: expect.stringMatching(
        /^PostgreSQL was restarted on pg-a2-2, pg-a1-2, pg-a2-1; a commit waited for a standby for up to 0.4 s; the switchover held writes up for about \d/,
      ) as string,
    });
    expect(data).toMatchObject({
      result: 'done',
      from: 'pg-a1-1',
      to: 'pg-a1-2',
      restarts: [{ node: 'pg-a2-2', commitWaitMs: 400 }, {}, {}],
    });
    expect(said.join('\n')).toMatch(
      /1\. pg-a2-2 is a replica; it has 7 sessions.*\n2\. pg-a1-2 gives up.*\n3.*\n4\. pg-a1-1 leads, and hands over to pg-a1-2 first;/,
    );
    expect(changes()).toEqual(['pg-a2-2: restart', 'pg-a1-2: restart', 'pg-a2-1: restart', 'pg-a1-1: leader']);
    expect(cluster.world.history).toMatchObject([{ kind: 'restart', json: expect.stringContaining('"node":"pg-a2-1"') as string }]);
  });

  test('only where one is pending, and nothing where none is', async () => {
    expect(await restart({ role: 'database', pending: true })).toMatchObject({ exitCode: 0, data: { result: 'nothing' } });
    cluster.world.pending.add('pg-a2-1');
    expect(await restart({ role: 'database', pending: true })).toMatchObject({ exitCode: 0 });
    expect(changes()).toEqual(['pg-a2-1: restart']);
  });

  test("Patroni's doubt is no failure: what counts is the new start time", async () => {
    cluster.world.restart.outcome = 'unknown';
    expect(await restart({ nodes: ['pg-a2-2'] })).toMatchObject({ exitCode: 0 });
  });

  test('a refusal stops it, changes no history, and the last words go on where it stopped', async () => {
    cluster.world.restart.refusal = 'restart already in progress';
    const { exitCode, text } = await restart({ role: 'replica' });
    expect({ exitCode, text }).toEqual({
      exitCode: 3,
      text: expect.stringMatching(
        /^restart stopped in phase restart pg-a2-2\nnext: .*tamada restart pg-a2-2 pg-a1-2 pg-a2-1 --started-before 20\d\d-/,
      ) as string,
    });
    expect(changes()).toEqual([]);
    expect(cluster.world.history).toEqual([]);
  });

  test('who was started since is left alone', async () => {
    const host = cluster.world.hosts.get('pg-a2-2');
    if (host !== undefined) host.startedAtMs = 5000;
    expect(await restart({ role: 'replica', startedBefore: '1970-01-01T00:00:02Z' })).toMatchObject({ exitCode: 0 });
    expect(changes()).toEqual(['pg-a1-2: restart', 'pg-a2-1: restart']);
  });

  test('nothing is done with --dry-run, where nobody confirms, and where it is not clear who is meant', async () => {
    expect(await restart({ role: 'database' }, yes, true)).toMatchObject({ text: expect.stringContaining('restart PostgreSQL') as string });
    expect(await restart({ role: 'database' }, async () => false)).toMatchObject({ exitCode: 1, text: 'nothing was done' });
    for (const said of [
      {},
      { nodes: ['pg-a2-2'], role: 'replica' as const },
      { nodes: ['arb-a3'] },
      { role: 'replica' as const, startedBefore: 'noon' },
    ])
      expect(await refusal((async () => restart(said))())).toMatchObject({ code: 'usage' });
    expect(cluster.world.changes).toEqual([]);
  });
});

describe('reinit', () => {
  const reinit = (node: string, destroyDataOf: string | null = node, confirm = yes) =>
    through((reach) => reinitThrough(reach, { node, destroyDataOf, dryRun: false, confirm }));

  test('gives a replica a new copy, and is in the history', async () => {
    const { exitCode, text, said } = await reinit('pg-a2-2');
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: expect.stringMatching(/^pg-a2-2 streams from pg-a1-1 with a new copy/) as string,
    });
    expect(said.join()).toContain('pg-a2-2 loses all of its data');
    expect(changes()).toEqual(['pg-a2-2: copy of the leader']);
    expect(cluster.world.history).toMatchObject([{ kind: 'reinit', json: expect.stringContaining('"node":"pg-a2-2"') as string }]);
  });

  test('a synchronous standby gives that role up first', async () => {
    expect(await reinit('pg-a2-1')).toMatchObject({ exitCode: 0 });
    expect(changes()).toEqual(['pg-a2-1: restart', 'pg-a2-1: copy of the leader']);
  });

  test('is refused for the leader, without the flag, with another name in it; and nothing is done where nobody confirms', async () => {
    expect(await refusal(reinit('pg-a1-1'))).toMatchObject({
      code: 'unsafe',
      next: expect.stringContaining('tamada switchover') as string,
    });
    expect(await refusal(reinit('pg-a2-2', null))).toMatchObject({ code: 'unsafe', next: 'add --destroy-data-of pg-a2-2' });
    expect(await refusal(reinit('pg-a2-2', 'pg-a2-1'))).toMatchObject({ code: 'unsafe' });
    expect(await refusal(reinit('arb-a3'))).toMatchObject({ code: 'usage' });
    expect(await reinit('pg-a2-2', 'pg-a2-2', async () => false)).toMatchObject({ exitCode: 1, text: 'nothing was done' });
    expect(cluster.world.changes).toEqual([]);
  });
});

describe('failover', () => {
  const failover = (options: Partial<FailoverOptions> = {}) =>
    through((reach) => failoverThrough(reach, { to: null, mayLoseRows: false, dryRun: false, confirm: yes, ...options }));

  test('is refused while there is a leader', async () => {
    expect(await refusal(failover({ to: 'pg-a1-2', mayLoseRows: true }))).toMatchObject({
      code: 'unsafe',
      next: expect.stringContaining('tamada switchover') as string,
    });
  });

  test('says who is the furthest and what may be lost, needs both flags, and is in the history', async () => {
    const { world } = cluster;
    Object.assign(world, { leader: '', orphaned: true });
    world.before = (node) => {
      if (['pg-a1-1', 'pg-a1-2', 'pg-a2-1'].includes(node)) throw new TamadaError({ code: 'disk_full', path: '/' });
    };
    for (const options of [{}, { to: 'pg-a2-2' }, { mayLoseRows: true }])
      expect(await refusal(failover(options))).toMatchObject({ code: 'unsafe', next: expect.stringMatching(/^add --/) as string });
    expect(await failover({ to: 'pg-a2-2', mayLoseRows: true, confirm: async () => false })).toMatchObject({ text: 'nothing was done' });
    expect(world.changes).toEqual([]);
    const { text, said } = await failover({ to: 'pg-a2-2', mayLoseRows: true });
    expect(text).toBe('pg-a2-2 leads');
    expect(said.join('\n')).toMatch(
      /the furthest: pg-a2-2 has 0\/5000000 on timeline 1, 0 B behind.*\n.*is lost for good; pg-a1-2, pg-a2-1 were synchronous/,
    );
    expect(changes()).toEqual(['pg-a2-2: leader']);
    expect(world.history).toMatchObject([{ kind: 'failover' }]);
  });
});

describe('a snapshot of Consul', () => {
  const snapshot = (out: string) => through((reach) => consulSnapshotThrough(reach, { out }));

  test('comes into a new file of its owner, and none that is broken or would replace another', async () => {
    const out = join(cluster.context().workspace, 'geo.snap');
    const whole = gzipSync('raft');
    cluster.world.snapshot = [whole.subarray(0, 5), whole.subarray(5, -4)];
    expect(await refusal(snapshot(out))).toMatchObject({ problem: expect.stringContaining('is not whole') as string });
    await expect(stat(out)).rejects.toThrow('ENOENT');
    cluster.world.snapshot = [whole.subarray(0, 5), whole.subarray(5)];
    expect(await snapshot(out)).toMatchObject({ exitCode: 0, data: { bytes: whole.length } });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect(await readFile(out)).toEqual(whole);
    expect(await refusal(snapshot(out))).toMatchObject({ code: 'usage' });
  });
});

describe('history', () => {
  const ask = (question: HistoryQuestion) => through((reach) => historyThrough(reach, question));

  test('says who did what, also of a run that failed after it had changed something, and of an entry that cannot be read', async () => {
    cluster.world.history.push({ run: 'r-0', kind: 'bootstrap', json: '{"generation":7,"digests":{},"ignored":["clock"]}' });
    cluster.world.history.push({ run: 'r-1', kind: 'switchover', json: 'nonsense' });
    await switchover();
    cluster.world.before = (node, call) => {
      if (node === 'pg-a1-1' && call === 'RestartMember') throw new TamadaError({ code: 'disk_full', path: '/' });
    };
    const wish = restartWish({ nodes: ['pg-a2-2', 'pg-a1-1'], role: null, pending: false, startedBefore: null, back: false });
    await through((reach) => restartThrough(reach, { wish, dryRun: false, confirm: yes }));
    const { text, data } = await ask({ what: 'list', limit: 20 });
    expect(text.split('\n').map((line) => line.replace(/\s{2,}/g, ' | '))).toMatchObject([
      expect.stringMatching(/^RUN/),
      expect.stringMatching(/\| failed \|.*@.* \| restart \| stopped in phase restart pg-a1-1$/),
      expect.stringMatching(/\| done \|.*@.* \| switchover \| pg-a1-1 to pg-a1-2$/),
      expect.stringMatching(/^r-1 .*this entry cannot be read$/),
      expect.stringMatching(/^r-0 .*bootstrap \| generation 7$/),
    ]);
    const { entries } = data as { readonly entries: readonly { readonly run: string }[] };
    const shown = (await ask({ what: 'show', id: entries[0]?.run ?? '' })).text;
    expect(shown).toMatch(/restart pg-a2-2 +pg-a2-2 +restart PostgreSQL +\d/);
    expect(shown).toMatch(/restart pg-a1-1 +pg-a1-1 +restart PostgreSQL: failed/);
    expect((await ask({ what: 'show', id: 'r-0' })).text).toContain('failures of these checks were ignored: clock');
    expect(JSON.parse((await ask({ what: 'export' })).text)).toMatchObject({
      entries: [{ run: 'r-0' }, { run: 'r-1', content: null }, {}, {}],
    });
    expect((await ask({ what: 'list', limit: 1 })).data).toMatchObject({ entries: [{ result: 'failed' }] });
    expect(await refusal(ask({ what: 'show', id: 'r-9' }))).toMatchObject({
      code: 'usage',
      problem: expect.stringContaining('r-0') as string,
    });
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
