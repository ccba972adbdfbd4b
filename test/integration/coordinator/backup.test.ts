import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorDetail } from '@tamada/core/errors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../packages/coordinator/cli/context.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { backupThrough, type BackupWish } from '../../../packages/coordinator/operations/backup.ts';
import { delayedThrough, type DelayedWish } from '../../../packages/coordinator/operations/delayed.ts';
import { jobThrough } from '../../../packages/coordinator/operations/job.ts';
import { restoredThrough, restoreThrough, type RestoredQuestion } from '../../../packages/coordinator/operations/restore.ts';
import { aBackup } from '../../fakes/cluster/backups.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

const wanted = 'backup: { tool: pgbackrest, source: pg-a1-2, delayedReplica: { delay: 1d } }\n';
let cluster: SimulatedCluster;
let folder: string;
beforeEach(async () => {
  cluster = await startSimulatedCluster(wanted);
  folder = await mkdtemp(join(tmpdir(), 'tamada-dumps-'));
});
afterEach(async () => {
  await cluster.close();
  await rm(folder, { recursive: true });
});

interface Seen extends Answer {
  readonly lines: readonly string[];
}

async function through(work: (reach: Reach) => Promise<Answer>, signal?: AbortSignal): Promise<Seen> {
  const { answer, context } = await cluster.through(work, signal);
  return { ...answer, lines: [...context.said, ...context.events.map((event) => ('line' in event ? event.line : event.kind))] };
}

const backup = (wish: BackupWish, signal?: AbortSignal): Promise<Seen> => through((reach) => backupThrough(reach, wish), signal);
const delayed = (wish: DelayedWish): Promise<Seen> => through((reach) => delayedThrough(reach, wish));
const run = { what: 'run', kind: null, source: null, detach: false } as const;
const refusal = (work: Promise<unknown>) => work.then(() => null, errorDetail);
const asked = (): readonly string[] => cluster.world.changes.filter((line) => line.includes(': job '));

describe('backup run', () => {
  test('makes a full one where there is none, then an incremental one, and shows how far it is', async () => {
    const first = await backup(run);
    expect(first).toMatchObject({ exitCode: 0, text: 'made B1, read from pg-a1-2', data: { state: 'done' } });
    expect(first.lines).toEqual(['it was said once', '50 %, half way']);
    await backup(run);
    expect(asked()).toEqual([expect.stringContaining('"type":"full"'), expect.stringContaining('"type":"incremental"')]);
  });

  test('a failed one says what the job said, and where it is refused the exit code is 3', async () => {
    cluster.world.backups.fails.set('backup', { code: 'request_failed', problem: 'no room', next: 'make some' });
    expect(await backup(run)).toMatchObject({ exitCode: 1, text: 'error: backup: full backup: no room\nnext: make some' });
    cluster.world.backups.fails.set('expire', { code: 'unsafe', problem: 'it would starve the delayed replica', next: '' });
    expect(await backup({ what: 'expire', dryRun: true, confirm: async () => true })).toMatchObject({ exitCode: 3 });
  });

  test('Ctrl-C leaves the job running and says how to see it again', async () => {
    cluster.world.backups.endless.add('backup');
    const control = new AbortController();
    cluster.world.before = (_node, call) => {
      if (call === 'WatchJob') setTimeout(() => control.abort(), 100);
    };
    const { exitCode, text, data } = await backup(run, control.signal);
    const { id } = data as { readonly id: string };
    expect({ exitCode, text }).toEqual({
      exitCode: 1,
      text: `full backup: it goes on without us\nlook at it: tamada job watch ${id}\nend it:     tamada job cancel ${id}`,
    });
    expect(cluster.world.backups.jobs.get(id)).toMatchObject({ state: 'running' });
    cluster.world.backups.endless.clear();
    // Its agent restarts at that moment, too.
    await cluster.stop('backup');
    const watched = through((reach) => jobThrough(reach, { what: 'watch', on: null, id }));
    setTimeout(() => void cluster.start('backup'), 700);
    expect(await watched).toMatchObject({ exitCode: 0, text: 'full backup: done' });
  });

  test('an agent that restarts in the middle costs nothing but time', async () => {
    cluster.world.backups.endless.add('backup');
    let again = false;
    cluster.world.before = (_node, call) => {
      if (call !== 'WatchJob' || again) return;
      again = true;
      setTimeout(() => {
        cluster.world.backups.endless.clear();
        void cluster.stop('backup').then(() => cluster.start('backup'));
      }, 200);
    };
    expect(await backup(run)).toMatchObject({ exitCode: 0, text: expect.stringContaining('made B1') as string });
  });

  test('a source that is no database node is refused before anything begins', async () => {
    expect(await refusal(backup({ ...run, source: 'arb-a3' }))).toMatchObject({ code: 'usage' });
    expect(asked()).toEqual([]);
  });
});

describe('what is there', () => {
  test('list and show tell the catalogue, holes included', async () => {
    const { backups } = cluster.world;
    backups.backups.push(aBackup({ id: 'B2', kind: 'incremental', parent: 'B1' }), aBackup());
    Object.assign(backups.archive, {
      timelines: [
        { timeline: 1, parent: null, switchLsn: null, first: 'F', last: 'L', segments: 9, bytes: 1e6, holes: [{ from: 'X', to: 'X' }] },
      ],
    });
    const list = await backup({ what: 'list' });
    expect(list.text).toMatch(/^B2 +incremental +ok +2026-11-26 13:01:39Z +7\.0 s +5\.8 MiB +1$/m);
    expect(list.text).toMatch(/^1 +F +L +9 +977 KiB +X$/m);
    const one = await backup({ what: 'show', id: 'B1' });
    expect(one.text).toMatch(/needed by +B2/);
    expect((await backup({ what: 'show', id: 'B2' })).text).toMatch(/needs +B1/);
    expect(await refusal(backup({ what: 'show', id: 'B9' }))).toMatchObject({ code: 'usage' });
  });

  test('verify and prove end with 1 where something is wrong', async () => {
    const verify = { what: 'verify', id: null, detach: false } as const;
    expect(await backup(verify)).toMatchObject({ exitCode: 0, text: 'all checksums are right' });
    cluster.world.backups.results.set('verify', { verify: { damage: [{ what: 'segment', name: 'S', words: 'checksum' }] } });
    expect(await backup(verify)).toMatchObject({
      exitCode: 1,
      text: expect.stringMatching(/^damaged segment S: checksum\nnext: /) as string,
    });
    const prove = { what: 'prove', id: null, query: null, database: null, detach: false } as const;
    expect((await backup(prove)).text).toBe('proved B1: restored, started, looked at and removed in 9.0 s');
    cluster.world.backups.fails.set('prove', { code: 'request_failed', problem: 'it does not start', next: '' });
    expect(await backup(prove)).toMatchObject({
      exitCode: 1,
      text: expect.stringMatching(
        /^error: backup: prove .*: it does not start\nnext: look at `journalctl -u tamada-job-\S+` on backup$/,
      ) as string,
    });
  });

  test('expire shows first what would go, asks, and then removes it', async () => {
    const expire = { what: 'expire', dryRun: false } as const;
    expect(await backup({ ...expire, confirm: async () => false })).toMatchObject({ exitCode: 1, text: 'nothing was removed' });
    expect(asked()).toEqual([expect.stringContaining('{"dryRun":true}')]);
    await backup({ ...expire, confirm: async () => true });
    expect(asked().at(-1)).toContain('{"dryRun":false}');
  });

  test('a pin needs a backup that is there, and a time to come', async () => {
    cluster.world.backups.backups.push(aBackup());
    expect((await backup({ what: 'pin', id: 'B1', until: { days: '90d' } })).text).toMatch(/^B1 stays at least until \d{4}-/);
    expect((await backup({ what: 'pin', id: 'B1', until: 'no longer' })).text).toBe('B1 stays no longer than the others');
    for (const until of [{ time: '2020-01-01' }, { days: '3w' }])
      expect(await refusal(backup({ what: 'pin', id: 'B1', until }))).toMatchObject({ code: 'usage' });
  });

  test('schedule tells what runs by itself, when next, and what became of the last one', async () => {
    const at = (time: string): number => Date.parse(`2026-11-${time}Z`);
    const last = {
      id: '20261126-050000-expire-3f2a',
      state: 'failed',
      endedAtMs: at('26T05:00:09'),
      problem: 'it would starve the replica',
    };
    cluster.world.backups.timers.push(
      { job: 'full', active: true, nextAtMs: at('29T01:00:00'), lastAtMs: null, last: null, failures: 0 },
      { job: 'verify', active: false, nextAtMs: null, lastAtMs: null, last: null, failures: 0 },
      { job: 'expire', active: true, nextAtMs: at('27T05:00:00'), lastAtMs: at('26T05:00:00'), last, failures: 3 },
    );
    const { text, data } = await backup({ what: 'schedule' });
    expect(text).toMatch(/^full +Sun \*-\*-\* 01:00 +2026-11-29 01:00:00Z$/m);
    expect(text).toMatch(/^incremental +\S.* +unknown$/m);
    expect(text).toMatch(/^verify +\S.* +its timer does not run$/m);
    expect(text).toMatch(/^expire .* 2026-11-27 05:00:00Z +2026-11-26 05:00:09Z +failed, 3 times in a row: it would starve the replica$/m);
    expect(data).toMatchObject({
      retention: { fulls: 2 },
      jobs: [{ job: 'full', active: true, nextAtMs: at('29T01:00:00') }, {}, {}, {}, { last }],
    });
  });
});

describe('the delayed replica', () => {
  test('somebody dropped a table: pause, find, advance, dump, resume', async () => {
    cluster.world.backups.delayed = 'replaying';
    expect((await delayed({ what: 'pause' })).text).toMatch(/state +paused/);
    cluster.world.backups.results.set('find', {
      find: {
        drops: [{ xid: '759', commitLsn: '0/C000028', committedAtMs: 1, lockLsn: '0/B1CCE48', target: { kind: 'lsn', lsn: '0/B1CCE08' } }],
        searchedFrom: '0/B000000',
        searchedTo: '0/E000000',
      },
    });
    const found = await delayed({ what: 'find', table: 'orders', database: 'app' });
    expect(found.text).toContain("next: tamada delayed advance --to '0/B1CCE08'");
    expect(await delayed({ what: 'advance', to: '0/b1cce08' })).toMatchObject({ exitCode: 0 });
    expect(asked().at(-1)).toContain('"target":{"kind":"lsn","atMs":0,"lsn":"0/B1CCE08","xid":""}');
    const out = join(folder, 'orders.dump');
    const dumped = await delayed({ what: 'dump', tables: ['orders'], database: 'app', out });
    expect(dumped.text).toContain(`to ${out}`);
    expect(await readFile(out, 'utf8')).toBe('first second');
    expect((await delayed({ what: 'resume' })).text).toMatch(/state +replaying/);
  });

  test('a dump replaces no file, and one that fails leaves none', async () => {
    const out = join(folder, 'there');
    await writeFile(out, 'mine');
    expect(await refusal(delayed({ what: 'dump', tables: ['t'], database: 'app', out }))).toMatchObject({ code: 'usage' });
    expect(await readFile(out, 'utf8')).toBe('mine');
    cluster.world.backups.fails.set('dump', { code: 'request_failed', problem: 'the table is not there', next: '' });
    expect(await delayed({ what: 'dump', tables: ['t'], database: 'app', out: join(folder, 'new') })).toMatchObject({ exitCode: 1 });
    expect(await readdir(folder)).toEqual(['there']);
  });

  test('what ends it asks first, or wants to be named', async () => {
    expect(await delayed({ what: 'rebuild', backup: null, confirm: async () => false })).toMatchObject({ exitCode: 1 });
    expect(await refusal(delayed({ what: 'promote', sure: false }))).toMatchObject({ code: 'unsafe' });
    expect(cluster.world.backups.delayed).toBe('absent');
    expect((await delayed({ what: 'promote', sure: true })).text).toMatch(/promoted/);
  });

  test('a table that was not dropped ends with 1 and says where else to look', async () => {
    expect(await delayed({ what: 'find', table: 'sales.orders', database: 'app' })).toMatchObject({
      exitCode: 1,
      text: expect.stringMatching(/not found: no drop of sales.orders of app between .*\nnext: .*restore/) as string,
    });
  });
});

test('bootstrap ends with the backup host: catalogue, archive, a first backup, the replica; a second run finds all of it', async () => {
  const bootstrap = (): Promise<Seen> =>
    through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: async () => true }));
  expect(await bootstrap()).toMatchObject({ exitCode: 0 });
  const { backups, changes } = cluster.world;
  expect(changes.filter((line) => /catalogue|archiving|: job /.test(line))).toEqual([
    'backup: catalogue',
    expect.stringMatching(/^pg-a.*: archiving$/),
    'backup: job {"type":"full","source":""}',
    'backup: job {"backup":""}',
  ]);
  expect(backups).toMatchObject({ archiving: true, delayed: 'replaying', backups: [{ kind: 'full' }] });
  expect(await bootstrap()).toMatchObject({ exitCode: 0, data: { changed: false } });
});

test('restore says where the server stands that it started', async () => {
  const options = { to: '2026-11-26 13:00Z', backup: null, on: null, directory: '/srv/restored', port: 5500 } as const;
  const { text } = await through((reach) => restoreThrough(reach, options));
  expect(text).toMatch(/^restored backup B1 to \/srv\/restored on backup; .*\non backup: .*host=\/run\/restored port=5500/);
  const onMember = await through((reach) => restoreThrough(reach, { ...options, on: 'pg-a2-2' }));
  expect(onMember.text).toMatch(/on pg-a2-2; [^]*remove it: tamada restore remove \/srv\/restored --on pg-a2-2$/);
  expect(cluster.world.changes.filter((line) => line.includes('"port":5500')).map((line) => line.split(':')[0])).toEqual([
    'backup',
    'pg-a2-2',
  ]);
  const refused = (on: string) => refusal(through((reach) => restoreThrough(reach, { ...options, on })));
  expect(await refused('arb-a3')).toMatchObject({ code: 'usage', problem: 'arb-a3 is a witness: it has no PostgreSQL' });
  expect(await refused('pg-z9')).toMatchObject({ code: 'usage', problem: 'cluster.yaml has no node pg-z9' });
});

test('restored servers are listed where they are, and removed there', async () => {
  const made = { directory: '/srv/restored', port: 5500, backup: 'B1', madeAtMs: Date.UTC(2026, 10, 26), running: true };
  cluster.world.backups.restored = [{ ...made, on: 'pg-a2-2' }];
  const ask = (question: RestoredQuestion) => through((reach) => restoredThrough(reach, question));
  expect((await ask({ what: 'list', on: null })).text).toBe('backup has no restored server');
  expect((await ask({ what: 'list', on: 'pg-a2-2' })).text).toMatch(/FOLDER .*\n\/srv\/restored +5500 +running +B1 /);
  expect((await ask({ what: 'remove', on: 'pg-a2-2', directory: '/srv/restored' })).text).toBe('pg-a2-2: remove /srv/restored');
  expect((await ask({ what: 'list', on: 'pg-a2-2' })).text).toBe('pg-a2-2 has no restored server');
});

test('without a backup host, or a delayed replica, that is said', async () => {
  await cluster.writeTopology('backup: { tool: pgbackrest, source: pg-a1-2 }\n');
  expect(await refusal(delayed({ what: 'status' }))).toMatchObject({ code: 'usage', problem: 'cluster.yaml has no delayed replica' });
  await cluster.writeTopology('');
  expect(await refusal(backup({ what: 'list' }))).toMatchObject({ code: 'usage', problem: 'cluster.yaml asks for no backups' });
});
