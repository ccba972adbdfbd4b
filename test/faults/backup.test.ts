import { until } from '@tamada/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { archiveFiles, delayedSql, jobDone, told, untilDelayed, untilDelayedState } from '../e2e/support/delayed.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.restore('bootstrapped');
  await untilHealthy(lab);
  await untilDelayedState(lab, ['replaying', 'waiting']);
  await written(0);
});

async function leader(): Promise<Host> {
  return hostNamed(leaderOf(await untilHealthy(lab)));
}

/** Writes a number and ends the segment. */
async function written(id: number): Promise<void> {
  const host = await leader();
  await sql(lab, host, 'create table if not exists numbers (id int)');
  await sql(lab, host, `insert into numbers values (${String(id)})`);
  await sql(lab, host, 'select pg_switch_wal()');
}

function untilReplicaHas(id: number): Promise<void> {
  return untilDelayed(lab, `it shows number ${String(id)}`, 'select max(id) from numbers', ([row]) => row === String(id));
}

async function timelines(): Promise<readonly { readonly timeline: number; readonly holes: readonly unknown[] }[]> {
  const { archive } = await told<{ readonly archive: { readonly timelines: readonly { timeline: number; holes: readonly unknown[] }[] } }>(
    lab,
    ['backup', 'list'],
  );
  return archive.timelines;
}

describe('the replica and the archive go on', () => {
  test('after the leader lost its power, twice: across three timelines without a hole', async () => {
    for (const id of [1, 2]) {
      const lost = await leader();
      await lab.kill(lost);
      await untilStatus(lab, 'another member leads', (now) => now.leader !== null && now.leader !== lost && now.takesWrites === 'yes');
      await lab.boot(lost);
      await written(id);
    }
    await untilReplicaHas(2);
    await untilStatus(lab, 'the archive is whole', ({ backup }) => backup?.archive.holes?.length === 0);
    expect((await timelines()).length).toBeGreaterThanOrEqual(3);
  });

  test('after the source host is gone: the next backup comes from another, and says so', async () => {
    await lab.kill('pg-a1-2');
    const { backup } = await jobDone(lab, ['backup', 'run', '--full']);
    expect(backup).toMatchObject({ damaged: false });
    expect(backup?.source).not.toBe('pg-a1-2');
    await lab.boot('pg-a1-2');
  });

  test('after the backup host was off under load: the cluster does not stop, nothing is lost', async () => {
    await lab.stop('backup');
    for (let id = 1; id <= 10; id++) await written(id);
    await untilStatus(lab, 'a push fails, with words', ({ backup }) => (backup?.archive.failing ?? []).some(({ words }) => words !== ''));
    expect((await status(lab)).takesWrites).toBe('yes');
    await lab.boot('backup');
    await untilReplicaHas(10);
    await untilStatus(lab, 'nothing waits', ({ backup }) => backup?.archive.lagSegments === 0 && backup.archive.failing.length === 0);
    expect((await timelines()).flatMap(({ holes }) => holes)).toEqual([]);
  });

  test('after the backup host was connected but dead: pushes time out, status says so, and it goes on', async () => {
    await lab.freeze('backup');
    await written(1);
    await untilStatus(lab, 'a push fails', ({ backup }) => (backup?.archive.failing.length ?? 0) > 0, 180_000);
    await lab.thaw('backup');
    await untilReplicaHas(1);
  });

  test('after the backup host was rebooted: its servers and the replica are there again', async () => {
    await lab.reboot('backup');
    await written(1);
    await untilReplicaHas(1);
  });
});

describe('jobs', () => {
  test('a backup lives through the restart of its agent', async () => {
    const { id } = await told<{ readonly id: string }>(lab, ['backup', 'run', '--full', '--detach']);
    await lab.exec('backup', ['systemctl', 'kill', '--signal=KILL', 'tamada-agent']);
    expect(await told(lab, ['job', 'watch', id])).toMatchObject({ state: 'done' });
  });

  test('verify waits for a backup that runs', async () => {
    const { id } = await told<{ readonly id: string }>(lab, ['backup', 'run', '--full', '--detach']);
    await jobDone(lab, ['backup', 'verify']);
    const { jobs } = await told<{ readonly jobs: readonly { id: string; kind: string; startedAtMs: number; endedAtMs: number }[] }>(lab, [
      'job',
      'list',
    ]);
    const made = jobs.find((job) => job.id === id);
    const verify = jobs.find((job) => job.kind === 'verify');
    expect(verify?.startedAtMs).toBeGreaterThanOrEqual(made?.endedAtMs ?? Infinity);
  });

  test('a backup that was killed half way leaves nothing that stops the next one', async () => {
    const { id } = await told<{ readonly id: string }>(lab, ['backup', 'run', '--full', '--detach']);
    await lab.kill('backup');
    await lab.boot('backup');
    await until<true>({
      condition: 'the job is known as lost',
      deadlineMs: 120_000,
      intervalMs: 1_000,
      look: async () => {
        const { stdout } = await tamada(lab, ['job', 'list', '--json']);
        const gone = new RegExp(`"id": "${id}"[^}]*?"state": "(lost|done|failed)"`, 's').test(stdout);
        return gone ? { ready: true, value: true } : { ready: false, seen: stdout.slice(0, 200) };
      },
    });
    expect((await jobDone(lab, ['backup', 'run', '--full'])).backup).toMatchObject({ damaged: false });
  });
});

describe('damage', () => {
  test('a flipped byte in a segment is found by verify, which ends with 1', async () => {
    await written(1);
    const file = (await archiveFiles(lab)).find((path) => /[0-9A-F]{24}-[0-9a-f]{40}/.test(path));
    if (file === undefined) throw new Error('the archive is empty');
    const flip = `f=$1; b=$(od -An -tu1 -j 1000 -N 1 "$f"); printf "\\\\$(printf %o $(( (b + 1) % 256 )))" | dd of="$f" bs=1 seek=1000 conv=notrunc status=none`;
    await lab.exec('backup', ['sh', '-c', flip, 'sh', file]);
    const { code, stdout } = await tamada(lab, ['backup', 'verify', '--json']);
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('"what": "segment"') as string });
  });

  test('queries on the replica hold back nothing on the leader', async () => {
    await untilReplicaHas(0);
    const before = await sql(lab, await leader(), 'select count(*) from pg_replication_slots');
    const held = delayedSql(lab, 'select pg_sleep(20), count(*) from numbers');
    const [rows] = await sql(lab, await leader(), 'select count(*) from pg_stat_replication where backend_xmin is not null');
    expect(rows).toBe('0');
    expect(await sql(lab, await leader(), 'select count(*) from pg_replication_slots')).toEqual(before);
    await held;
  });
});
