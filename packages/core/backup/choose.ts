import { historyName, isOnHistory, lagBytes, parseSegment, placeIn, segmentAt, type TimelineHistory } from '../wal/index.ts';
import type { Archive, ArchivedTimeline, Backup, Hole } from './catalogue.ts';
import type { RecoveryTarget } from './recovery-target.ts';

/** The newest timeline that the archive has; null where it has none. */
export function newestTimeline({ timelines }: Archive): number | null {
  return timelines.at(-1)?.timeline ?? null;
}

/**
 * A file that the archive has, and has for as long as anybody recovers from it: whoever cannot get this one gets no answer at all. A history,
 * which is small, where there is one; null where the archive is empty.
 */
export function knownFile({ timelines }: Archive): string | null {
  const newest = timelines.at(-1);
  return newest?.parent == null ? (newest?.last ?? null) : historyName(newest.timeline);
}

/** Where a timeline came from, as far back as the archive's histories tell. */
export function archivedHistory({ timelines }: Archive, timeline: number): TimelineHistory {
  const switchpoints: TimelineHistory['switchpoints'][number][] = [];
  let one = timelines.find((entry) => entry.timeline === timeline);
  while (one != null) {
    const { timeline: own, parent, switchLsn }: ArchivedTimeline = one;
    if (parent === null || switchLsn === null || parent >= own) break;
    switchpoints.unshift({ timeline: parent, lsn: switchLsn, reason: '' });
    one = timelines.find((entry) => entry.timeline === parent);
  }
  return { timeline, switchpoints };
}

/**
 * Good backups from which a server can replay along this timeline, newest first: one that was made after the timeline had left its own is on
 * a way that was given up. Null: along whichever.
 */
export function backupsAlong(backups: readonly Backup[], archive: Archive, timeline: number | null): readonly Backup[] {
  const good = backups.filter(({ state, endedAtMs }) => state === 'ok' && endedAtMs !== null);
  if (timeline === null) return good;
  const history = archivedHistory(archive, timeline);
  return good.filter((one) => one.timeline === null || one.stopLsn === null || isOnHistory(history, one.timeline, one.stopLsn));
}

/**
 * The first hole that a server meets which replays from this backup along the timeline: it gets no further. Null where it gets to the end, or
 * nobody knows where the backup begins.
 */
export function holeAfter({ timeline: from, startLsn }: Backup, archive: Archive, timeline: number): Hole | null {
  const begins = from === null || startLsn === null ? null : segmentAt(from, startLsn);
  if (begins === null) return null;
  const history = archivedHistory(archive, timeline);
  for (const one of archive.timelines) {
    const place = placeIn(history, one.timeline);
    if (one.timeline < begins.timeline || place === null) continue;
    // The segment in which a timeline was left is read from the one that goes on.
    const end = place === 'current' ? Infinity : (segmentAt(one.timeline, place.endsAt)?.number ?? Infinity);
    const numberOf = (name: string): number => parseSegment(name)?.number ?? -1;
    const met = one.holes.find((hole) => numberOf(hole.to) >= begins.number && numberOf(hole.from) < end);
    if (met !== undefined) return met;
  }
  return null;
}

/** The newest of these backups that had ended before the target; null where there is none. */
export function fittingBackup(candidates: readonly Backup[], target: RecoveryTarget): Backup | null {
  const found = candidates.find(({ endedAtMs, stopLsn }) => {
    if (target.kind === 'time') return endedAtMs !== null && endedAtMs < target.atMs;
    return target.kind !== 'lsn' || (stopLsn !== null && lagBytes(stopLsn, target.lsn) === 0);
  });
  return found ?? null;
}
