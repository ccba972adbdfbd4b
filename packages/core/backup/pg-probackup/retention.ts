import { lsnBytes, parseSegment, segmentBytes, segmentName } from '../../wal/index.ts';
import type { Archive, ArchivedTimeline, Backup, Expiry } from '../catalogue.ts';

/** Of those that have expired it keeps the ones that a younger one still stands on. */
export function removedBackups(expired: readonly string[], all: readonly Backup[]): readonly string[] {
  const parentOf = ({ parent }: Backup): Backup | undefined => all.find(({ id }) => id === parent);
  const needed = new Set<string>();
  for (const one of all.filter(({ id }) => !expired.includes(id))) {
    for (let parent = parentOf(one); parent !== undefined && !needed.has(parent.id); parent = parentOf(parent)) needed.add(parent.id);
  }
  return expired.filter((id) => !needed.has(id));
}

/**
 * The WAL that `--delete-wal` removes once those backups are gone, by its own rules: of each timeline what lies before its oldest backup, and
 * all of it where it has none, unless a good backup on a timeline before leads into it.
 */
export function removedWal(all: readonly Backup[], removed: readonly string[], { timelines }: Archive): Expiry['wal'] {
  const stays = all.filter(({ id }) => !removed.includes(id));
  return timelines.flatMap((one): Expiry['wal'] => {
    const { timeline, first, last } = one;
    if (first === null || last === null || leadsInto(one, stays, timelines)) return [];
    const starts = stays.flatMap((backup) =>
      backup.timeline === timeline && backup.startLsn !== null ? [lsnBytes(backup.startLsn) ?? 0n] : [],
    );
    const [any, ...others] = starts;
    if (any === undefined) return [{ timeline, from: first, to: last, whole: true }];
    return before(
      timeline,
      others.reduce((oldest, start) => (start < oldest ? start : oldest), any),
      first,
      last,
    );
  });
}

/** The segment in which the oldest backup begins stays. */
function before(timeline: number, oldest: bigint, first: string, last: string): Expiry['wal'] {
  const kept = Number(oldest / BigInt(segmentBytes));
  const [from, end] = [parseSegment(first)?.number ?? 0, parseSegment(last)?.number ?? 0];
  if (from >= kept) return [];
  const to = Math.min(kept - 1, end);
  return [{ timeline, from: first, to: segmentName({ timeline, number: to }), whole: to === end }];
}

function leadsInto(one: ArchivedTimeline, backups: readonly Backup[], timelines: readonly ArchivedTimeline[]): boolean {
  const parent = timelines.find(({ timeline }) => timeline === one.parent);
  const fork = lsnBytes(one.switchLsn ?? '');
  if (parent === undefined || fork === null) return false;
  const onParent = backups.filter(({ timeline, state }) => timeline === parent.timeline && state === 'ok');
  return onParent.some(({ stopLsn }) => (lsnBytes(stopLsn ?? '') ?? fork + 1n) <= fork) || leadsInto(parent, backups, timelines);
}
