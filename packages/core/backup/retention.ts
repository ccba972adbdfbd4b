import { isOnHistory, lsnBytes, parseSegment, segmentStart, type TimelineHistory } from '../wal/index.ts';
import type { Backup, Expiry } from './catalogue.ts';
import type { BackupSite } from './site.ts';
import type { ExpireRequest } from './tool.ts';

/**
 * How many full backups, counted from the newest, a tool may keep that can only count. It keeps enough good ones, the one from which the
 * window's beginning can be reached, and everything from the oldest pinned one on. A damaged one never pushes out a good one.
 */
export function fullsToKeep(listed: readonly Backup[], { retention }: BackupSite, { nowMs, ...memory }: ExpireRequest): number {
  const backups = remembered(listed, memory);
  const fulls = backups.filter(({ kind }) => kind === 'full').toSorted((one, other) => other.startedAtMs - one.startedAtMs);
  const good = fulls.filter(({ state }) => state === 'ok');
  const windowStartMs = nowMs - retention.windowSeconds * 1000;
  const reaches = good.find(({ endedAtMs }) => endedAtMs !== null && endedAtMs <= windowStartMs);
  // Without one that old, nothing is old enough to go.
  const oldest = [good[retention.fulls - 1] ?? fulls.at(-1), reaches ?? fulls.at(-1), ...pinned(backups, fulls, nowMs)];
  return Math.max(1, ...oldest.map((backup) => (backup === undefined ? 0 : fulls.indexOf(backup) + 1)));
}

/** The full backups that pinned ones stand on. */
function pinned(backups: readonly Backup[], fulls: readonly Backup[], nowMs: number): readonly Backup[] {
  return backups
    .filter(({ pinnedUntilMs }) => (pinnedUntilMs ?? 0) > nowMs)
    .flatMap((backup) => {
      let one: Backup | undefined = backup;
      while (one !== undefined && one.kind !== 'full') one = backups.find(({ id }) => id === one?.parent);
      return one === undefined || !fulls.includes(one) ? [] : [one];
    });
}

/** Where the delayed replica stands: it reads the archive from here on. */
export interface ReplicaPlace {
  readonly timeline: number;
  /** Everything before it was replayed; a restart may read from an earlier position, `redoLsn`. */
  readonly replayLsn: string;
  readonly redoLsn: string | null;
}

export type ExpiryVerdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * Whether what the tool would delete leaves the delayed replica everything that it still has to read. Tools know nothing of it, and delete
 * whole timelines that it may not have left yet. `history`: of the newest timeline in the archive; null where there is none but the first.
 */
export function judgeExpiry(
  { wal, backups }: Expiry,
  all: readonly Backup[],
  replica: ReplicaPlace | null | 'unknown',
  history: TimelineHistory | null,
): ExpiryVerdict {
  const stays = all.filter(({ id, state }) => state === 'ok' && !backups.includes(id));
  if (backups.length > 0 && !stays.some(({ kind }) => kind === 'full')) return refused('no good full backup would be left');
  if (replica === null || wal.length === 0) return { allowed: true };
  if (replica === 'unknown') return refused('nobody knows where the delayed replica stands, and WAL would be deleted');
  const place = lsnBytes(replica.redoLsn ?? replica.replayLsn);
  if (place === null) return refused(`the delayed replica's position ${replica.replayLsn} cannot be read`);
  if (history !== null && !isOnHistory(history, replica.timeline, replica.replayLsn)) {
    return refused(`the delayed replica is on timeline ${replica.timeline}, which the newest one (${history.timeline}) does not continue`);
  }
  const starving = wal.find(({ to }) => {
    const last = parseSegment(to);
    return last === null || segmentStart(last.number + 1) > place;
  });
  if (starving === undefined) return { allowed: true };
  const what = starving.whole ? `all of timeline ${starving.timeline}` : `timeline ${starving.timeline} up to ${starving.to}`;
  const reads = `reads from ${replica.redoLsn ?? replica.replayLsn} on timeline ${replica.timeline}`;
  return refused(`${what} would be deleted, and the delayed replica still ${reads}`);
}

function refused(reason: string): ExpiryVerdict {
  return { allowed: false, reason };
}

/**
 * A catalogue's backups with what the tool itself does not keep: pins, and which ones a look found broken. What stands on a broken one is
 * broken, too.
 */
export function remembered(backups: readonly Backup[], { pins, damaged }: Omit<ExpireRequest, 'nowMs'>): readonly Backup[] {
  const isBroken = ({ id, parent }: Backup): boolean =>
    damaged.includes(id) || (parent !== null && backups.some((one) => one.id === parent && isBroken(one)));
  return backups.map((backup) => ({
    ...backup,
    pinnedUntilMs: pins[backup.id] ?? backup.pinnedUntilMs,
    state: backup.state === 'ok' && isBroken(backup) ? 'damaged' : backup.state,
  }));
}
