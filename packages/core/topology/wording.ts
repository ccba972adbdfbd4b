import { stringify } from 'yaml';
import type { Path } from './rules/rule.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  null: 'nothing',
};

export function typeName(type: string): string {
  return typeNames[type] ?? type;
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export function subject(path: Path): string {
  if (path.length === 0) return 'the topology';
  return `${typeof path.at(-1) === 'number' ? 'an entry of ' : ''}\`${keyOf(path)}\``;
}

export function keyOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string'));
}

export function inside(path: Path): string {
  return path.length === 0 ? '' : ` in ${path.join('.')}`;
}

/** A value as it would stand in the file, short enough for one line. */
export function inline(value: unknown): string {
  const oneLine = typeof value === 'string' && /\p{Cc}/u.test(value);
  const text = oneLine ? JSON.stringify(value) : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
