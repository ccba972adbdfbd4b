/** A position in the WAL (`0/3000060`) in bytes; null for anything else. */
function lsnBytes(lsn: string): bigint | null {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return (BigInt(`0x${match[1]}`) << 32n) + BigInt(`0x${match[2]}`);
}

/** Bytes that `behind` still has to replay; never negative, null where one of them is unknown. */
export function lagBytes(ahead: string | null, behind: string | null): number | null {
  const [a, b] = [lsnBytes(ahead ?? ''), lsnBytes(behind ?? '')];
  if (a === null || b === null) return null;
  return a > b ? Number(a - b) : 0;
}
