import { segmentName, parseSegment } from '@tamada/core/wal';
import { until } from '@tamada/runtime';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wantedTool } from '../../scripts/cluster/backup-tool.ts';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed, switchOver } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { archiveFiles, delayedSql, delaySeconds, jobDone, told, untilDelayed, untilDelayedState } from './support/delayed.ts';

interface Catalogue {
  readonly backups: readonly { readonly id: string; readonly kind: string; readonly state: string }[];
  readonly archive: {
    readonly timelines: readonly {
      readonly timeline: number;
      readonly first: string;
      readonly last: string;
      readonly holes: readonly unknown[];
    }[];
  };
}

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await untilDelayedState(lab, ['replaying', 'waiting']);
});
afterAll(() => lab.close());

async function leader(): Promise<Host> {
  return hostNamed(leaderOf(await untilHealthy(lab)));
}

/** Ends the segment, so that what was written goes to the archive now. */
async function onLeader(query: string): Promise<readonly string[]> {
  const host = await leader();
  const rows = await sql(lab, host, query);
  await sql(lab, host, 'select pg_switch_wal()');
  return rows;
}

describe('after bootstrap', () => {
  test('there is a good full backup, the archive is whole, and status says both', async () => {
    const now = await status(lab);
    expect(now.backup).toMatchObject({
      tool: wantedTool(process.env),
      lastGood: { kind: 'full', state: 'ok' },
      archive: { holes: [], failing: [] },
      problem: null,
    });
    const { backups } = await told<Catalogue>(lab, ['backup', 'list']);
    expect(backups).toMatchObject([{ kind: 'full', state: 'ok' }]);
  });

  test('bootstrap again changes nothing', async () => {
    expect(await told(lab, ['bootstrap', '--yes'])).toMatchObject({ result: 'done', changed: false });
  });

  test('the replica is behind by at least its delay, and by no more than it must', async () => {
    await onLeader('create table beat (at timestamptz default clock_timestamp()); insert into beat default values');
    await untilDelayed(lab, 'it shows the first beat', "select to_regclass('beat') is not null", ([row]) => row === 't');
    const ages: number[] = [];
    for (let beat = 0; beat < 24; beat++) {
      await onLeader('insert into beat default values');
      const [age] = (await delayedSql(lab, 'select extract(epoch from clock_timestamp() - max(at)) from beat')) ?? [];
      if (age !== undefined && beat >= 12) ages.push(Number(age));
    }
    expect(ages.length).toBeGreaterThan(5);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(delaySeconds);
    // The next beat's segment must be there, and a busy machine takes its time: no more than the delay once again.
    expect(Math.max(...ages)).toBeLessThan(2 * delaySeconds + 20);
  });

  test('nothing on the cluster knows of the replica', async () => {
    const [senders] = await sql(lab, await leader(), "select count(*) from pg_stat_replication where application_name like '%delayed%'");
    const [slots] = await sql(lab, await leader(), 'select count(*) from pg_replication_slots where xmin is not null');
    expect([senders, slots]).toEqual(['0', '0']);
  });
});

describe('somebody dropped a table', () => {
  test('it is got back by pause, find, advance, dump and restore, and the replica follows again on its timeline', async () => {
    await onLeader(
      'create table precious as select id, md5(id::text) words from generate_series(1, 1000) id; create table elsewhere (id int)',
    );
    await untilDelayed(lab, 'it shows the table', "select to_regclass('precious') is not null", ([row]) => row === 't');
    await onLeader('begin; insert into elsewhere values (1); drop table precious; select pg_sleep(5); commit;');

    expect(await told(lab, ['delayed', 'pause'])).toMatchObject({ runway: { fromMs: expect.any(Number) as number } });
    const before = await archiveFiles(lab);
    const { timeline } = await untilDelayedState(lab, ['paused']);
    await onLeader('insert into elsewhere values (2)');

    const { find } = await jobDone(lab, ['delayed', 'find', '--dropped', 'precious']);
    expect(find?.drops).toHaveLength(1);
    const [drop] = find?.drops ?? [];
    if (drop?.target.kind !== 'lsn') throw new Error(`no position is proposed: ${JSON.stringify(find)}`);
    const { advance } = await jobDone(lab, ['delayed', 'advance', '--to', drop.target.lsn]);
    expect(advance?.lsn).toBe(drop.target.lsn);
    expect(await delayedSql(lab, 'select count(*) from precious')).toEqual(['1000']);
    expect(await delayedSql(lab, 'select count(*) from elsewhere')).toEqual(['0']);

    const out = join(lab.operator.home, 'precious.sql');
    const startedAt = performance.now();
    await jobDone(lab, ['delayed', 'dump', '--table', 'precious', '--out', out]);
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    const host = await leader();
    await sql(lab, host, await readFile(out, 'utf8'));
    expect(await onLeader('select count(*) from precious')).toEqual(['1000']);

    await told(lab, ['delayed', 'resume']);
    await untilDelayed(lab, 'it shows what was restored', 'select count(*) from elsewhere', ([rows]) => rows === '2');
    await untilDelayed(lab, 'the table is back there, too', "select to_regclass('precious') is not null", ([row]) => row === 't');
    expect((await untilDelayedState(lab, ['replaying', 'waiting'])).timeline).toBe(timeline);
    const histories = (files: readonly string[]): readonly string[] => files.filter((file) => file.endsWith('.history'));
    expect(histories(await archiveFiles(lab))).toEqual(histories(before));
  });
});

describe('a switchover', () => {
  test('is followed by the replica and the archive, and the next backup is good', async () => {
    const now = await untilHealthy(lab);
    const candidate = now.members.find(({ state }) => state === 'sync_standby')?.name;
    if (candidate === undefined) throw new Error('no sync standby');
    const { timeline } = await told<{ readonly timeline: number | null }>(lab, ['delayed', 'status']);
    await switchOver(lab, candidate);
    await onLeader('insert into elsewhere values (3)');
    await untilDelayed(lab, 'it shows what came after the switchover', 'select max(id) from elsewhere', ([row]) => row === '3');
    const { backup } = await jobDone(lab, ['backup', 'run', '--incremental']);
    const { backups, archive } = await told<Catalogue>(lab, ['backup', 'list']);
    expect(backups[0]).toMatchObject({ id: backup?.id, kind: 'incremental', state: 'ok' });
    expect(archive.timelines.flatMap(({ holes }) => holes)).toEqual([]);
    expect(archive.timelines.at(-1)?.timeline).toBeGreaterThan(timeline ?? 0);
  });

  test('a segment of the timeline before that is lost from the archive is found, and pushed again by a host that has it', async () => {
    const { archive } = await told<Catalogue>(lab, ['backup', 'list']);
    const last = parseSegment(archive.timelines.at(-2)?.last ?? '');
    if (last === null) throw new Error('the timeline before has no segments');
    const lost = segmentName({ ...last, number: last.number - 1 });
    const file = (await archiveFiles(lab)).find((path) => path.includes(lost));
    if (file === undefined) throw new Error(`${lost} is not in the archive`);
    await lab.exec('backup', ['rm', file]);
    await untilStatus(lab, 'the hole is seen', ({ backup }) => backup?.archive.holes?.some(({ from }) => from === lost) === true, 90_000);
    await until<true>({
      condition: 'the segment is in the archive again',
      deadlineMs: 180_000,
      intervalMs: 1_000,
      look: async () => {
        const there = (await archiveFiles(lab)).some((path) => path.includes(lost));
        return there ? { ready: true, value: true } : { ready: false, seen: 'it is not' };
      },
    });
    await untilStatus(lab, 'the archive is whole', ({ backup }) => backup?.archive.holes?.length === 0);
  });
});

describe('a backup', () => {
  test('is proved, and a prove changes nothing in the archive', async () => {
    const before = await archiveFiles(lab);
    const { prove } = await jobDone(lab, ['backup', 'prove', '--query', 'select count(*) from elsewhere']);
    expect(prove).toMatchObject({ good: true, problem: null });
    const after = await archiveFiles(lab);
    expect(before.filter((file) => !after.includes(file))).toEqual([]);
    expect(after.filter((file) => !before.includes(file) && /history|partial/.test(file))).toEqual([]);
    expect((await status(lab)).backup).toMatchObject({ lastProof: { good: true } });
  });

  test('that goes on without whoever began it is seen again by its name', async () => {
    const { id } = await told<{ readonly id: string }>(lab, ['backup', 'run', '--full', '--detach']);
    expect(await told(lab, ['job', 'watch', id])).toMatchObject({ state: 'done', done: { backup: { damaged: false } } });
    const { jobs } = await told<{ readonly jobs: readonly { readonly id: string }[] }>(lab, ['job', 'list']);
    expect(jobs.map((job) => job.id)).toContain(id);
  });

  test('that would starve the delayed replica stays: expire is refused, or keeps what it needs', async () => {
    const { stdout, code } = await tamada(lab, ['backup', 'expire', '--dry-run', '--json']);
    expect([0, 3]).toContain(code);
    const needed = (await told<{ readonly timeline: number }>(lab, ['delayed', 'status'])).timeline;
    expect(stdout).not.toMatch(new RegExp(`"timeline": ${String(needed)},[^}]*"whole": true`));
  });
});
