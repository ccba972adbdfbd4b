/** Sizes and times as the real one prints them. */

/** Bytes: `0`, `115kB`, `16MB`; below 10 kB in bytes. */
export function prettySize(bytes: number): string {
  if (bytes === 0) return '0';
  if (bytes < 10 * 1024) return `${bytes}B`;
  let half = Math.floor(bytes / 512);
  for (const unit of ['kB', 'MB', 'GB'] as const) {
    if (half < 20 * 1024 - 1) return `${Math.floor((half + 1) / 2)}${unit}`;
    half = Math.floor(half / 1024);
  }
  return `${Math.floor((half + 1) / 2)}TB`;
}

/** Seconds: `0`, `32ms`, `8s`, `3s:129ms`, `1m:0s`, `2h:5m`. */
export function prettyTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const milliseconds = Math.floor((seconds - whole) * 1000);
  const parts = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60] as const;
  if (parts[0] > 0) return `${parts[0]}d:${parts[1]}h`;
  if (parts[1] > 0) return `${parts[1]}h:${parts[2]}m`;
  if (parts[2] > 0) return `${parts[2]}m:${parts[3]}s`;
  if (parts[3] > 0) return milliseconds > 0 ? `${parts[3]}s:${milliseconds}ms` : `${parts[3]}s`;
  return seconds > 0 ? `${milliseconds}ms` : '0';
}

/** Whole seconds since `start` (from performance.now), as most lines say it. */
export function elapsedSeconds(start: number): string {
  return prettyTime(Math.floor((performance.now() - start) / 1000));
}

/** With milliseconds, as the archive commands say it. */
export function elapsed(start: number): string {
  return prettyTime((performance.now() - start) / 1000);
}

/** Seconds since the epoch → `2026-11-23 04:14:34+00`. */
export function timestamp(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}+00`;
}

/**
 * The real one's reading of a time, in seconds since the epoch: `YYYY-MM-DD[ HH:MM:SS]` with or without a zone (UTC without); null for
 * anything else. What stands behind a `T` is not read.
 */
export function parseTimestamp(text: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d)(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(text.trim());
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part)) as [number, number, number, ...number[]];
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return Date.UTC(year, month - 1, day) / 1000;
  const zone = /^([+-])(\d\d):?(\d\d)?$/.exec(found[7] ?? '');
  const shift = zone === null ? 0 : (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 3600 + Number(zone[3] ?? 0) * 60);
  const orZero = (part: number | undefined): number => (part === undefined || Number.isNaN(part) ? 0 : part);
  return Date.UTC(year, month - 1, day, orZero(hour), orZero(minute), orZero(second)) / 1000 - shift;
}

const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EEXIST: 'File exists',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EROFS: 'Read-only file system',
  EIO: 'Input/output error',
  ENOTEMPTY: 'Directory not empty',
};

/** What the C library says of an errno. */
export function systemError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : systemErrors[code]) ?? message;
}
