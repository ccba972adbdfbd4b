import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Archive, Backup, MovedTablespace, RecoveryTarget, Tablespace } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { askCatalogue, askForBackup } from '../backup/ask-backup-host.ts';
import { listBackups } from '../backup/memory.ts';
import type { Job } from '../jobs/job.ts';

/** Whether this is where the catalogue is; any other node asks there. */
function isBackupHost({ site }: Pick<Job, 'site'>): boolean {
  return site.node === site.host.name;
}

/** All backups, and what the archive holds. */
export async function readCatalogue(job: Job): Promise<{ readonly backups: readonly Backup[]; readonly archive: Archive }> {
  if (!isBackupHost(job)) return askCatalogue(job.site, job, job.signal);
  return { backups: await listBackups(job), archive: await job.talk('archive', job.tool.archive(job.site)) };
}

/** What the backup holds beside the data directory. */
export async function heldTablespaces(backup: string, job: Job): Promise<readonly Tablespace[]> {
  if (!isBackupHost(job)) return (await askCatalogue(job.site, job, job.signal, backup)).tablespaces;
  return job.talk('tablespaces', job.tool.tablespaces(job.site, backup));
}

interface FilesWish {
  readonly backup: string;
  readonly target: RecoveryTarget;
  readonly directory: string;
  /** Those that do not go where they were. */
  readonly tablespaces: readonly MovedTablespace[];
}

/** Fills empty folders of this node from a backup, wherever that has to be done. For whoever is in the queue of the catalogue. */
export async function restoreFiles(wish: FilesWish, job: Job): Promise<void> {
  const { backup, directory, tablespaces } = wish;
  const { site, tool } = job;
  job.doing(`restores backup ${backup}`);
  if (isBackupHost(job) || !tool.cannot.includes('restore_elsewhere')) {
    return job.talk('restore', tool.restore(site, { ...wish, node: site.node }));
  }
  const goals = tablespaces.map(({ id, to }) => ({ id, to }));
  const sent = await askForBackup(site, { job: job.id, backup, directory, tablespaces: goals }, job, {
    signal: job.signal,
    onJob({ doing }) {
      job.doing(doing === '' ? `restores backup ${backup}` : `${site.host.name}: ${doing}`);
    },
  });
  if (sent.state === 'done') return;
  const { problem, next } = sent.failure ?? { problem: `its job ${sent.id} is ${sent.state}`, next: 'start it again' };
  throw new TamadaError({ code: 'tool_failed', program: tool.name, request: `restore from ${site.host.name}`, problem, next });
}

/** Refuses where the disk has no room for so much, and for what must stay free on it. */
export async function needRoom(directory: string, bytes: number, reserve: number): Promise<void> {
  const free = await freeBytes(directory);
  if (free >= bytes + reserve) return;
  const megabytes = (value: number): string => `${String(Math.ceil(value / 1024 ** 2))} MB`;
  const stays = reserve === 0 ? '' : `, and ${megabytes(reserve)} must stay free for the member's WAL`;
  const problem = `${directory} has ${megabytes(free)} free; the backup needs ${megabytes(bytes)}${stays}`;
  throw new TamadaError({ code: 'unsafe', problem, next: 'name a folder on a larger disk, or make room' });
}

/** Of the nearest folder that is there. */
async function freeBytes(path: string): Promise<number> {
  const found = await statfs(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && path !== '/') return null;
    throw error;
  });
  return found === null ? freeBytes(dirname(path)) : found.bavail * found.bsize;
}
