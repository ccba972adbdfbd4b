import { chainOf, isValid } from '../backup/parent.ts';
import { isIncremental } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';

export interface RetentionPolicy {
  /** Full backups to keep; 0: none is kept for its number. */
  readonly redundancy: number;
  /** Days; 0: none is kept for its age. */
  readonly window: number;
}

export interface Evaluated {
  readonly backup: Backup;
  readonly redundancy: number;
  readonly ageDays: number;
  readonly windowDays: number;
  readonly active: boolean;
}

const daySeconds = 86_400;

/** Newest first. A window alone expires the last full backup too: as in the real one. `now` in seconds since the epoch. */
export function evaluate(backups: readonly Backup[], { redundancy, window }: RetentionPolicy, now: number): readonly Evaluated[] {
  let fulls = 1;
  return backups.flatMap((backup) => {
    if (!isValid(backup) && backup.status !== 'CORRUPT' && backup.status !== 'ORPHAN') return [];
    const reached = backup.recoveryTime === 0 ? backup.startTime : backup.recoveryTime;
    const pinned = backup.expireTime > now;
    const byNumber = fulls <= redundancy;
    const byAge = window > 0 && reached >= now - window * daySeconds;
    const windowDays = pinned ? Math.max(window, Math.floor((backup.expireTime - reached) / daySeconds)) : window;
    const ageDays = Math.max(0, Math.floor((now - reached) / daySeconds));
    const found = { backup, redundancy: fulls, ageDays, windowDays, active: byNumber || byAge || pinned };
    if (backup.mode === 'FULL' && isValid(backup)) fulls++;
    return [found];
  });
}

export function evaluationLine({ backup, redundancy, ageDays, windowDays, active }: Evaluated, policy: RetentionPolicy): string {
  const { id, mode, status } = backup;
  const window = `Time Window: ${ageDays}d/${windowDays}d`;
  return `Backup ${id}, mode: ${mode}, status: ${status}. Redundancy: ${redundancy}/${policy.redundancy}, ${window}. ${active ? 'Active' : 'Expired'}`;
}

/** What may go, newest first; an expired one that an active descendant needs is told apart. */
export function expiredBackups(evaluated: readonly Evaluated[]): {
  readonly expired: readonly Backup[];
  readonly needed: readonly { readonly backup: Backup; readonly by: Backup }[];
} {
  const all = evaluated.map(({ backup }) => backup);
  const active = evaluated.filter((each) => each.active).map(({ backup }) => backup);
  const expired: Backup[] = [];
  const needed: { backup: Backup; by: Backup }[] = [];
  for (const { backup, active: kept } of evaluated) {
    if (kept) continue;
    const by = active.find((each) => isIncremental(each) && chainOf(each, all)?.some(({ id }) => id === backup.id) === true);
    if (by === undefined) expired.push(backup);
    else needed.push({ backup, by });
  }
  return { expired, needed };
}
