import type * as z from 'zod';
import { nearestHint } from './nearest.ts';

export function typeHint(expected: string, value: unknown, example: string): string {
  if (['number', 'int'].includes(expected) && typeof value === 'string' && /^\d+$/.test(value)) return `write \`${value}\` without quotes`;
  if (expected === 'array' && typeof value === 'string') return `write \`[${value}]\``;
  return example;
}

export function valuesHint(value: unknown, values: readonly unknown[]): string {
  return typeof value === 'string' ? nearestHint(value, values.map(String), 'values') : `values: ${values.join(', ')}`;
}

/** A name of small letters that would be right, where there is one. */
export function renamed(key: string, inner: z.core.$ZodIssue | undefined): string {
  if (inner?.code !== 'invalid_format' || inner.pattern === undefined) return '';
  const pattern = new RegExp(inner.pattern.slice(1, -1));
  const small = key.toLowerCase();
  const right = [small, small.replaceAll(/[_. ]/g, '-'), small.replaceAll(/[-. ]/g, '_')].find((each) => pattern.test(each));
  return right === undefined ? '' : `did you mean \`${right}\`?`;
}
