const secondsOf = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
type Unit = keyof typeof secondsOf;

/** A number with its unit: 90s, 30m, 36h, 1d. */
export const durationPattern = /^[1-9][0-9]{0,8}[smhd]$/;

/** `1d` → 86400. The text must match the pattern. */
export function durationSeconds(text: string): number {
  return Number(text.slice(0, -1)) * secondsOf[text.slice(-1) as Unit];
}

/** 86400 → `1d`: the largest unit that divides it. */
export function durationText(seconds: number): string {
  const unit = (['d', 'h', 'm', 's'] as const).find((each) => seconds % secondsOf[each] === 0) ?? 's';
  return `${seconds / secondsOf[unit]}${unit}`;
}

const bytesOf = { MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 } as const;
type SizeUnit = keyof typeof bytesOf;

/** A number with its unit, as PostgreSQL writes sizes: 512MB, 16GB, 1TB. */
export const sizePattern = /^[1-9][0-9]{0,5}(MB|GB|TB)$/;

/** `1GB` → 1073741824. The text must match the pattern. */
export function sizeBytes(text: string): number {
  return Number(text.slice(0, -2)) * bytesOf[text.slice(-2) as SizeUnit];
}

/** 1073741824 → `1GB`: the largest unit that divides it. */
export function sizeText(bytes: number): string {
  const unit = (['TB', 'GB', 'MB'] as const).find((each) => bytes % bytesOf[each] === 0) ?? 'MB';
  return `${Math.round(bytes / bytesOf[unit])}${unit}`;
}
