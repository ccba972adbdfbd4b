/** Positions and segments of the WAL. A segment has 16 MiB, 256 of them a file name's middle part. */
export const segmentBytes = 16 * 1024 * 1024;

/** `0/17000028` → bytes from the beginning. */
export function parseLsn(lsn: string): bigint {
  const [high = '', low = ''] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

export function isLsn(text: string): boolean {
  return /^[0-9a-f]{1,8}\/[0-9a-f]{1,8}$/i.test(text);
}

export function printLsn(position: bigint): string {
  const hex = (part: bigint): string => part.toString(16).toUpperCase();
  return `${hex(position >> 32n)}/${hex(position & 0xffff_ffffn)}`;
}

export function segmentNumber(position: bigint): number {
  return Number(position / BigInt(segmentBytes));
}

export function segmentName(timeline: number, segment: number): string {
  const hex = (part: number): string => part.toString(16).toUpperCase().padStart(8, '0');
  return `${hex(timeline)}${hex(Math.floor(segment / 256))}${hex(segment % 256)}`;
}

export function parseSegment(name: string): { readonly timeline: number; readonly segment: number } | null {
  const found = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name);
  if (found === null) return null;
  const [timeline, high, low] = found.slice(1).map((part) => parseInt(part, 16)) as [number, number, number];
  return { timeline, segment: high * 256 + low };
}

export function historyName(timeline: number): string {
  return `${timeline.toString(16).toUpperCase().padStart(8, '0')}.history`;
}

/** The segment that holds what stands right before a position: a position at a boundary ends the one before. */
export function segmentBefore(position: bigint): number {
  return segmentNumber(position - 1n);
}

export interface Fork {
  readonly timeline: number;
  readonly switchpoint: string;
}

/** A .history file: the timelines that came before, the oldest first. */
export function parseHistory(text: string): readonly Fork[] {
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/i.exec(line);
    return found === null ? [] : [{ timeline: Number(found[1]), switchpoint: found[2] ?? '' }];
  });
}
