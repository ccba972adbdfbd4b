import { join } from 'node:path';
import { isIncremental } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';
import type { Layout } from '../catalogue/layout.ts';
import { thisHost } from '../files/host.ts';
import type { Host } from '../files/host.ts';
import type { Log } from '../log/log.ts';
import { program } from '../program.ts';
import { historyName, parseHistory, parseLsn } from '../wal/position.ts';
import type { Fork } from '../wal/position.ts';

export function isValid({ status }: Backup): boolean {
  return status === 'OK' || status === 'DONE';
}

/** A backup and its ancestors, the full one last; null when one is missing. */
export function chainOf(backup: Backup, all: readonly Backup[]): readonly Backup[] | null {
  const chain = [backup];
  for (let last = backup; isIncremental(last);) {
    const parent = all.find(({ id }) => id === last.parent);
    if (parent === undefined) return null;
    chain.push(parent);
    last = parent;
  }
  return chain;
}

/** One backup of a newer program ends every command that would build on backups. */
export function refuseNewer(backups: readonly Backup[], log: Log): void {
  for (const { id, programVersion } of backups)
    if (compareVersions(programVersion, program.version) > 0)
      log.fail(
        `pg_probackup binary version is ${program.version}, but backup ${id} version is ${programVersion}. pg_probackup do not guarantee to be forward compatible. Please upgrade pg_probackup binary.`,
      );
}

function compareVersions(one: string, other: string): number {
  const parts = (version: string): readonly number[] => version.split('.').map(Number);
  const others = parts(other);
  return parts(one).reduce((found, part, at) => (found === 0 ? part - (others[at] ?? 0) : found), 0);
}

/** The forks that a timeline comes from: from the server's own files or from the archive. */
export async function forksOf(
  timeline: number,
  layout: Layout,
  server: { readonly host: Host; readonly pgdata: string } | null,
): Promise<readonly Fork[]> {
  const name = historyName(timeline);
  const own = server === null ? null : await server.host.call('read', { path: join(server.pgdata, 'pg_wal', name) }).catch(() => null);
  const found = own ?? (await thisHost.call('read', { path: join(layout.wal, name) }).catch(() => null));
  return found === null ? [] : parseHistory(found.bytes.toString());
}

/** The newest backup that an increment on this timeline can build on. */
export function findParent(backups: readonly Backup[], timeline: number, forks: readonly Fork[], log: Log): Backup {
  const full = backups.some((backup) => backup.mode === 'FULL' && isValid(backup) && backup.timeline === timeline);
  const passed: Backup[] = [];
  const parent = backups.find((backup) => {
    const chain = chainOf(backup, backups);
    if (chain !== null && chain.every(isValid) && isAncestor(backup, timeline, forks)) return true;
    if (!isValid(backup)) passed.push(backup);
    return false;
  });
  for (const { id, status } of passed) log.warning(`Backup ${id} has status: ${status}. Cannot be a parent.`);
  if (!full) log.warning(`Valid full backup on current timeline ${timeline} is not found, trying to look up on previous timelines`);
  return parent ?? log.fail('Create new full backup before an incremental one');
}

function isAncestor({ timeline: own, stopLsn }: Backup, timeline: number, forks: readonly Fork[]): boolean {
  if (own === timeline) return true;
  return forks.some((fork) => fork.timeline === own && parseLsn(stopLsn) <= parseLsn(fork.switchpoint));
}
