import type { JobState } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { jobDone, told } from '../e2e/support/delayed.ts';
import { onBackupHost } from './support/backup-faults.ts';

const { lab, leader, watch } = onBackupHost();

async function jobs(): Promise<readonly JobState[]> {
  return (await told<{ readonly jobs: readonly JobState[] }>(lab(), ['job', 'list'])).jobs;
}

/** Something that a backup needs seconds for: hardly anything of it can be compressed. */
async function fill(megabytes: number): Promise<void> {
  const host = await leader();
  await sql(lab(), host, 'create table if not exists ballast (words text)');
  const words = "string_agg(md5(random()::text), '') from generate_series(1, 32 * 10240) n group by n / 32";
  for (let part = 0; part < megabytes; part += 10) await sql(lab(), host, `insert into ballast select ${words}`);
}

/** A full backup that has begun to copy; its job. */
async function halfWay(): Promise<string> {
  const { id } = await told<{ readonly id: string }>(lab(), ['backup', 'run', '--full', '--detach']);
  await until<true>({
    condition: 'the backup copies',
    deadlineMs: 120_000,
    intervalMs: 200,
    look: async () => {
      const now = (await jobs()).find((job) => job.id === id);
      if (now === undefined) throw new Error(`no job ${id}`);
      if (now.endedAtMs !== null) throw new Error(`the backup was too quick: ${JSON.stringify(now)}`);
      return (now.percent ?? 0) > 0 ? { ready: true, value: true } : { ready: false, seen: `${now.state} ${String(now.percent)}` };
    },
  });
  return id;
}

describe('a backup', () => {
  test('lives through the end of its agent, and is watched again', async () => {
    await fill(300);
    const fault = watch('agent killed during a backup');
    const id = await halfWay();
    await lab().exec('backup', ['systemctl', 'kill', '--signal=KILL', 'tamada-agent']);
    fault.now();
    // systemd starts it again.
    await expect
      .poll(
        () =>
          jobs().then(
            (all) => all.length,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    expect(await told(lab(), ['job', 'watch', id])).toMatchObject({ state: 'done', done: { backup: { damaged: false } } });
    fault.print('it was watched to its end');
    await fault.well();
  });

  test('is waited for by a verify', async () => {
    const { id } = await told<{ readonly id: string }>(lab(), ['backup', 'run', '--full', '--detach']);
    await jobDone(lab(), ['backup', 'verify']);
    const listed = await jobs();
    const made = listed.find((job) => job.id === id);
    const verify = listed.find((job) => job.kind === 'verify');
    expect(made).toMatchObject({ state: 'done' });
    expect(verify?.startedAtMs).toBeGreaterThanOrEqual(made?.endedAtMs ?? Infinity);
  });

  test('that was killed half way leaves nothing that stops the next one', async () => {
    const fault = watch('power of the backup host during a backup');
    const id = await halfWay();
    await lab().kill('backup');
    await lab().boot('backup');
    fault.now();
    const lost = await until<JobState>({
      condition: 'the job is known as lost',
      deadlineMs: 120_000,
      intervalMs: 1_000,
      look: async () => {
        const { stdout } = await tamada(lab(), ['job', 'list', '--json']);
        const listed = (JSON.parse(stdout) as { readonly jobs?: readonly JobState[] }).jobs ?? [];
        const job = listed.find((one) => one.id === id && one.state !== 'running' && one.state !== 'queued');
        return job === undefined ? { ready: false, seen: stdout.slice(0, 200) } : { ready: true, value: job };
      },
    });
    expect(lost).toMatchObject({ state: 'lost' });
    fault.print(`the job is ${lost.state}: ${lost.failure?.problem ?? ''}`);
    expect((await jobDone(lab(), ['backup', 'run', '--full'])).backup).toMatchObject({ damaged: false });
    await fault.well();
  });

  test('whose tool was killed half way fails in its words, and leaves nothing that stops the next one', async () => {
    const fault = watch('tool killed during a backup');
    const id = await halfWay();
    const kill = 'kill -KILL $(pgrep -f -- "([p]gbackrest|[p]g_probackup).* backup( |$)")';
    expect(await lab().exec('backup', ['sh', '-c', kill])).toMatchObject({ code: 0 });
    fault.now();
    const { stdout } = await tamada(lab(), ['job', 'watch', id, '--json']);
    fault.print(stdout.replace(/\s+/g, ' ').slice(0, 400));
    expect((await jobs()).find((job) => job.id === id)).toMatchObject({ state: 'failed' });
    expect((await jobDone(lab(), ['backup', 'run', '--full'])).backup).toMatchObject({ damaged: false });
    await fault.well();
  });
});
