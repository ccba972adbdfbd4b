import type { JobState } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import { tamada } from '../../scripts/cluster/operator.ts';
import { jobDone, told } from '../e2e/support/delayed.ts';
import { onBackupHost } from './support/backup-faults.ts';
import { fill, halfWay, jobs } from './support/running-backup.ts';

const { lab, leader, watch } = onBackupHost();

describe('a backup', () => {
  test('lives through the end of its agent, and is watched again', async () => {
    await fill(lab(), await leader(), 300);
    const fault = watch('agent killed during a backup');
    const id = await halfWay(lab());
    await lab().exec('backup', ['systemctl', 'kill', '--signal=KILL', 'tamada-agent']);
    fault.now();
    // systemd starts it again.
    await expect
      .poll(
        () =>
          jobs(lab()).then(
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
    const listed = await jobs(lab());
    const made = listed.find((job) => job.id === id);
    const verify = listed.find((job) => job.kind === 'verify');
    expect(made).toMatchObject({ state: 'done' });
    expect(verify?.startedAtMs).toBeGreaterThanOrEqual(made?.endedAtMs ?? Infinity);
  });

  test('that was killed half way leaves nothing that stops the next one', async () => {
    const fault = watch('power of the backup host during a backup');
    const id = await halfWay(lab());
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
    const id = await halfWay(lab());
    const kill = 'kill -KILL $(pgrep -f -- "([p]gbackrest|[p]g_probackup).* backup( |$)")';
    expect(await lab().exec('backup', ['sh', '-c', kill])).toMatchObject({ code: 0 });
    fault.now();
    const { stdout } = await tamada(lab(), ['job', 'watch', id, '--json']);
    fault.print(stdout.replace(/\s+/g, ' ').slice(0, 400));
    expect((await jobs(lab())).find((job) => job.id === id)).toMatchObject({ state: 'failed' });
    expect((await jobDone(lab(), ['backup', 'run', '--full'])).backup).toMatchObject({ damaged: false });
    await fault.well();
  });
});
