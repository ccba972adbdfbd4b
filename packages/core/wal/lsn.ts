/** A position in the WAL (`0/3000060`) in bytes; null for anything else. */
export function lsnBytes(lsn: string): bigint | null {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return (BigInt(`0x${match[1]}`) << 32n) + BigInt(`0x${match[2]}`);
}

/** Bytes as PostgreSQL writes a position: 50331744 → `0/3000060`. */
export function lsnText(bytes: bigint): string {
  return `${(bytes >> 32n).toString(16)}/${(bytes & 0xffff_ffffn).toString(16)}`.toUpperCase();
}

/**
 * Bytes of WAL a second, over the whole life of a cluster: its system identifier begins with the second in which it was made. Null for what is no
 * identifier or position, and in the first hour.
 */
export function averageWalRate(lsn: string, systemId: string, nowMs: number): number | null {
  const bytes = lsnBytes(lsn);
  if (bytes === null || !/^[0-9]{19,20}$/.test(systemId)) return null;
  const ageSeconds = nowMs / 1000 - Number(BigInt(systemId) >> 32n);
  return ageSeconds < leastAgeSeconds ? null : Number(bytes) / ageSeconds;
}

const leastAgeSeconds = 3600;

/** Bytes that `behind` still has to replay; never negative, null where one of them is unknown. */
export function lagBytes(ahead: string | null, behind: string | null): number | null {
  const [a, b] = [lsnBytes(ahead ?? ''), lsnBytes(behind ?? '')];
  if (a === null || b === null) return null;
  return a > b ? Number(a - b) : 0;
}
