import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, BackupSite } from '@tamada/core/backup';
import { judgeExpiry, remembered } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { historyName, parseHistory, type TimelineHistory } from '@tamada/core/wal';
import { changeMemory, readMemory } from '../../backup/memory.ts';
import { lookDelayed } from '../../delayed/look.ts';
import { makeFolder } from '../../restored/server.ts';
import type { Job, JobBody } from '../job.ts';

/** Reads every checksum; what is broken is remembered, because the tool itself goes on taking it for good. */
export const verifyBody: JobBody<'verify'> = (order, job) =>
  job.inQueue('catalogue', async () => {
    const backup = order.backup === '' ? null : order.backup;
    const damage = await job.talk('verify', job.tool.verify(job.site, backup));
    const broken = damage.flatMap(({ what, name }) => (what === 'backup' ? [name] : []));
    const judged = (id: string): boolean => backup === null || id === backup;
    await changeMemory(job.paths, (memory) => ({
      ...memory,
      damaged: [...new Set([...memory.damaged.filter((id) => !judged(id)), ...broken])],
    }));
    return { damage: [...damage] };
  });

/** Each real deletion is first compared with what the delayed replica still has to read. */
export const expireBody: JobBody<'expire'> = ({ dryRun }, job) =>
  job.inQueue('catalogue', async () => {
    const { site, tool, clock, paths } = job;
    const { pins, damaged } = await readMemory(paths);
    const now = { nowMs: clock.now(), pins, damaged };
    job.doing('asks what retention does not keep');
    const plan = await job.talk('expire --dry-run', tool.expirePlan(site, now));
    const [backups, archive] = [await job.talk('list', tool.list(site)), await job.talk('archive', tool.archive(site))];
    const verdict = judgeExpiry(plan, remembered(backups, now), await replicaPlace(site, job), await newestHistory(archive, job));
    const said = { dryRun, backups: [...plan.backups], wal: plan.wal.map((range) => ({ ...range })) };
    if (!verdict.allowed) {
      if (!dryRun)
        throw new TamadaError({ code: 'unsafe', problem: verdict.reason, next: 'look at `tamada delayed status`; nothing was removed' });
      job.note(`it would be refused: ${verdict.reason}`);
    }
    if (dryRun || (plan.backups.length === 0 && plan.wal.length === 0)) return said;
    job.doing('removes what retention does not keep');
    await job.talk('expire', tool.expire(site, now));
    await changeMemory(paths, (memory) => ({ ...memory, damaged: memory.damaged.filter((id) => !plan.backups.includes(id)) }));
    return said;
  });

type Place = Parameters<typeof judgeExpiry>[2];

async function replicaPlace(site: BackupSite, job: Job): Promise<Place> {
  if (site.delayed === null) return null;
  const server = await lookDelayed(site, job, null);
  // What was never made, or follows nobody any more, reads nothing.
  if (server.state === 'absent' || server.state === 'promoted') return null;
  const { timeline, replayLsn, redoLsn } = server;
  return timeline === null || replayLsn === null ? 'unknown' : { timeline, replayLsn, redoLsn };
}

/** The history of the archive's newest timeline, from the archive; null where there is only the first. */
export async function newestHistory(
  { timelines }: Archive,
  job: Pick<Job, 'id' | 'site' | 'accounts' | 'tool' | 'talk'>,
): Promise<TimelineHistory | null> {
  const newest = timelines.at(-1)?.timeline ?? 1;
  if (newest <= 1) return null;
  const { site, tool } = job;
  await makeFolder(site.restoreDirectory, job);
  const folder = await mkdtemp(join(site.restoreDirectory, `history-${job.id}-`));
  try {
    await makeFolder(folder, job);
    const file = join(folder, historyName(newest));
    if ((await job.talk('fetch a history', tool.fetch(site, historyName(newest), file))) === 'missing') return null;
    return parseHistory(newest, await readFile(file, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
