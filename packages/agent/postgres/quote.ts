import { TamadaError } from '@tamada/core/errors';

/** An SQL identifier: any name is taken literally. */
export function identifier(name: string): string {
  // Longer names would be cut by the server, and the cut one would be somebody else's.
  if (name === '' || name.includes('\0') || Buffer.byteLength(name) > 63) {
    throw new TamadaError({ code: 'usage', problem: `${JSON.stringify(name)} cannot be a name in PostgreSQL`, next: 'use 1 to 63 bytes' });
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string that does not depend on standard_conforming_strings. */
export function literal(value: string): string {
  if (value.includes('\0')) throw new TamadaError({ code: 'usage', problem: 'a value holds a zero byte', next: 'remove it' });
  return value.includes('\\') ? ` E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${value.replaceAll("'", "''")}'`;
}
