import { lsnBytes } from './lsn.ts';
import { hex8, parseSegment, segmentBytes, segmentStart } from './segment.ts';

/** Where a timeline was left for the next one. */
export interface Switchpoint {
  /** The timeline that ended. */
  readonly timeline: number;
  /** The first position that no longer belongs to it. */
  readonly lsn: string;
  readonly reason: string;
}

/** A timeline with everything that came before it, oldest first; timeline 1 has nothing before it. */
export interface TimelineHistory {
  readonly timeline: number;
  readonly switchpoints: readonly Switchpoint[];
}

/** `00000002.history` → 2; null for anything else. */
export function parseHistoryName(name: string): number | null {
  const match = /^([0-9A-F]{8})\.history$/.exec(name);
  return match?.[1] === undefined ? null : Number.parseInt(match[1], 16);
}

export function historyName(timeline: number): string {
  return `${hex8(timeline)}.history`;
}

/** The text of a history file; null where it is none: an unfinished or foreign file must not decide what is kept. */
export function parseHistory(timeline: number, text: string): TimelineHistory | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const switchpoints = lines.map(readLine);
  let before = 0;
  for (const point of switchpoints) {
    if (point === null || point.timeline <= before || point.timeline >= timeline) return null;
    before = point.timeline;
  }
  if (timeline > 1 && switchpoints.length === 0) return null;
  return { timeline, switchpoints: switchpoints.filter((point) => point !== null) };
}

function readLine(line: string): Switchpoint | null {
  const [timeline = '', lsn = '', ...reason] = line.trim().split(/\s+/);
  if (!/^[0-9]{1,10}$/.test(timeline) || lsnBytes(lsn) === null) return null;
  return { timeline: Number(timeline), lsn: lsn.toUpperCase(), reason: reason.join(' ') };
}

/** What a history says of one timeline: it is the current one, an ancestor that ended there, or no part of it. */
export function placeIn(history: TimelineHistory, timeline: number): 'current' | { readonly endsAt: string } | null {
  if (timeline === history.timeline) return 'current';
  const point = history.switchpoints.find((one) => one.timeline === timeline);
  return point === undefined ? null : { endsAt: point.lsn };
}

/** Whether a position on a timeline belongs to this history, so that what stands there is what the current leader has. */
export function isOnHistory(history: TimelineHistory, timeline: number, lsn: string): boolean {
  const place = placeIn(history, timeline);
  if (place === null || place === 'current') return place === 'current';
  const [at, end] = [lsnBytes(lsn), lsnBytes(place.endsAt)];
  return at !== null && end !== null && at <= end;
}

/**
 * Of these file names the segments of older timelines that are complete and common to everybody on this history: those that end at or
 * before the switchpoint of their timeline. Later ones may differ from host to host, and must never be pushed under their full name.
 */
export function sharedSegments(history: TimelineHistory, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    const segment = parseSegment(name);
    const place = segment === null ? null : placeIn(history, segment.timeline);
    if (segment === null || place === null || place === 'current') return false;
    const end = lsnBytes(place.endsAt);
    return end !== null && segmentStart(segment.number) + BigInt(segmentBytes) <= end;
  });
}
