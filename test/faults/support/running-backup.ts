import type { JobState } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import { sql } from '../../../scripts/cluster/clients/sql.ts';
import type { Host, LabView } from '../../../scripts/lab/index.ts';
import { told } from '../../e2e/support/delayed.ts';

export async function jobs(lab: LabView): Promise<readonly JobState[]> {
  return (await told<{ readonly jobs: readonly JobState[] }>(lab, ['job', 'list'])).jobs;
}

/** Something that a backup needs seconds for: hardly anything of it can be compressed. */
export async function fill(lab: LabView, leader: Host, megabytes: number): Promise<void> {
  await sql(lab, leader, 'create table if not exists ballast (words text)');
  const words = "string_agg(md5(random()::text), '') from generate_series(1, 32 * 10240) n group by n / 32";
  for (let part = 0; part < megabytes; part += 10) await sql(lab, leader, `insert into ballast select ${words}`);
}

/** A full backup that has begun to copy; its job. */
export async function halfWay(lab: LabView, flags: readonly string[] = []): Promise<string> {
  const { id } = await told<{ readonly id: string }>(lab, ['backup', 'run', '--full', '--detach', ...flags]);
  await until<true>({
    condition: 'the backup copies',
    deadlineMs: 120_000,
    intervalMs: 200,
    look: async () => {
      const now = (await jobs(lab)).find((job) => job.id === id);
      if (now === undefined) throw new Error(`no job ${id}`);
      if (now.endedAtMs !== null) throw new Error(`the backup was too quick: ${JSON.stringify(now)}`);
      return (now.percent ?? 0) > 0 ? { ready: true, value: true } : { ready: false, seen: `${now.state} ${String(now.percent)}` };
    },
  });
  return id;
}
