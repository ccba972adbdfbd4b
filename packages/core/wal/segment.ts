import { lsnBytes } from './lsn.ts';

/** initdb's default, which Patroni keeps. */
export const segmentBytes = 16 * 1024 * 1024;
const segmentsPerLogFile = 2 ** 32 / segmentBytes;

/** One file of WAL. `number` counts segments from the beginning of the cluster's life, over all timelines. */
export interface Segment {
  readonly timeline: number;
  readonly number: number;
}

/** `00000001000000000000001A` → timeline 1, number 26; null for anything else, also for partial segments and other files. */
export function parseSegment(name: string): Segment | null {
  const match = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name);
  if (match === null) return null;
  const [timeline, log, inLog] = match.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number, number];
  return timeline === 0 || inLog >= segmentsPerLogFile ? null : { timeline, number: log * segmentsPerLogFile + inLog };
}

export function segmentName({ timeline, number }: Segment): string {
  return [timeline, Math.floor(number / segmentsPerLogFile), number % segmentsPerLogFile].map(hex8).join('');
}

/** The segment that a position lies in. */
export function segmentAt(timeline: number, lsn: string): Segment | null {
  const bytes = lsnBytes(lsn);
  return bytes === null ? null : { timeline, number: Number(bytes / BigInt(segmentBytes)) };
}

/** Position of a segment's first byte; that of the next one is its end. */
export function segmentStart(number: number): bigint {
  return BigInt(number) * BigInt(segmentBytes);
}

export function hex8(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}
