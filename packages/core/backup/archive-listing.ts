import {
  lsnBytes,
  parseHistoryName,
  parseSegment,
  placeIn,
  segmentAt,
  segmentBytes,
  segmentName,
  type Segment,
  type TimelineHistory,
} from '../wal/index.ts';
import type { Archive, ArchivedTimeline, Hole } from './catalogue.ts';

/** One file of the archive: the name that PostgreSQL gave it, and what it takes up. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * The archive of a tool that reports no holes, from its listing and the history files in it. A hole is a missing segment between two that
 * are there; on a timeline that the newest history leaves, up to its switchpoint; on one that begins at a switchpoint, from there on.
 */
export function archiveOf(files: readonly ArchivedFile[], histories: readonly TimelineHistory[]): Archive {
  const newest = histories.toSorted((one, other) => one.timeline - other.timeline).at(-1) ?? null;
  const segments = files.flatMap(({ name, bytes }) => {
    const segment = parseSegment(name);
    return segment === null ? [] : [{ ...segment, bytes }];
  });
  const named = files.flatMap(({ name }) => parseHistoryName(name) ?? []);
  const numbers = [...new Set([...segments.map(({ timeline }) => timeline), ...named])].toSorted((one, other) => one - other);
  const begins = Math.min(...segments.map(({ number }) => number));
  return { timelines: numbers.map((timeline) => timelineOf(timeline, segments, histories, newest, begins)) };
}

function timelineOf(
  timeline: number,
  all: readonly (Segment & { readonly bytes: number })[],
  histories: readonly TimelineHistory[],
  newest: TimelineHistory | null,
  begins: number,
): ArchivedTimeline {
  const own = all.filter((segment) => segment.timeline === timeline);
  const numbers = [...new Set(own.map(({ number }) => number))].toSorted((one, other) => one - other);
  const from = histories.find((history) => history.timeline === timeline)?.switchpoints.at(-1) ?? null;
  const [first, last] = [numbers[0], numbers.at(-1)];
  // What retention removed is no hole: the archive begins with its oldest segment.
  const start = from === null ? first : Math.max(segmentAt(timeline, from.lsn)?.number ?? 0, begins);
  const place = newest === null ? null : placeIn(newest, timeline);
  const left = place === null || place === 'current' ? null : lastComplete(place.endsAt);
  const end = left === null ? last : Math.max(left, last ?? -1);
  return {
    timeline,
    parent: from?.timeline ?? null,
    switchLsn: from?.lsn ?? null,
    first: first === undefined ? null : segmentName({ timeline, number: first }),
    last: last === undefined ? null : segmentName({ timeline, number: last }),
    segments: numbers.length,
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    holes: start === undefined || end === undefined ? [] : holesBetween(timeline, numbers, start, end),
  };
}

/** The last segment that ends at or before a position. */
function lastComplete(lsn: string): number {
  return Number((lsnBytes(lsn) ?? 0n) / BigInt(segmentBytes)) - 1;
}

/** Gaps between `start` and `end`, both of which should be there. */
function holesBetween(timeline: number, numbers: readonly number[], start: number, end: number): Hole[] {
  const present = [start - 1, ...numbers.filter((number) => number >= start && number <= end), end + 1];
  return present.slice(1).flatMap((number, index) => {
    const before = present[index] ?? number;
    const [from, to] = [before + 1, number - 1];
    return from > to ? [] : [{ from: segmentName({ timeline, number: from }), to: segmentName({ timeline, number: to }) }];
  });
}
