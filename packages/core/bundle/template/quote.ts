import { quoteSetting } from '../../backup/index.ts';
import type { FileFormat } from '../../platform/index.ts';
import { quoteJson } from '../../yaml/index.ts';

/** A value as it must stand in a file of that format. */
export function quoteFor(format: FileFormat, value: string | number | boolean): string {
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'boolean') return String(value);
  switch (format) {
    case 'yaml':
    case 'json':
      return quoteJson(value);
    case 'systemd':
      return quoteSystemd(value);
    case 'haproxy':
    case 'shell':
      return plainWord.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
    case 'postgres':
      return quoteSetting(value);
    case 'pgbackrest':
      return quotePgbackrest(value);
    case 'keepalived':
      return quoteKeepalived(value);
    case 'raw':
      return value;
  }
}

/** Digits only: what JavaScript writes as 1e+21 or 1e-7 is a text to YAML 1.1, and to programs that read integers. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${String(value)} is not a number that a file can hold`);
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? sign + digits.padEnd(point, '0') : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const plainWord = /^[A-Za-z0-9_.,:;=@/+-]+$/;

/** One word of a unit file: `%` and `$` lose their meaning, anything unusual is put in quotes. */
function quoteSystemd(value: string): string {
  const literal = value.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return plainWord.test(value) ? literal : `"${literal.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** An ini value goes to the end of its line and knows no quotes. */
function quotePgbackrest(value: string): string {
  if (value.trim() !== value || value === '' || /[#;]/.test(value)) throw new Error(`pgBackRest cannot be told \`${value}\``);
  return value;
}

/** One word of keepalived.conf, where `$` begins a definition and some keywords read backslashes while others do not. */
function quoteKeepalived(value: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.,:;/+-]*$/.test(value)) return value;
  if (/["\\$@~]/.test(value) || value === '') throw new Error(`keepalived cannot be told \`${value}\``);
  return `"${value}"`;
}
