/** A WAL position that Patroni gives as a number, as PostgreSQL writes it: 0/3000060. Null for none. */
export function lsnText(position: unknown): string | null {
  if (typeof position !== 'number' || position <= 0) return null;
  const high = Math.floor(position / 2 ** 32);
  return `${hex(high)}/${hex(position % 2 ** 32)}`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}
