import type { ErrorDetail } from '@tamada/core/errors';
import { own } from '@tamada/core/foreign';
import { mostNumber } from '../requests/grammar.ts';
import type { FieldKind } from './table.ts';
import { statusTable } from './table.ts';

const holds: Readonly<Record<FieldKind, (value: unknown) => boolean>> = {
  text: isText,
  number: isNumber,
  'number or null': (value) => value === null || isNumber(value),
  texts: (value) => Array.isArray(value) && value.every(isText),
  problems: (value) => Array.isArray(value) && value.every(isProblem),
};

/** A detail as an agent sent it; null where the code is unknown (a newer agent) or a field is not what the table says. */
export function parseDetail(json: string): ErrorDetail | null {
  const sent = parseObject(json);
  if (sent === null) return null;
  const row = own<{ readonly fields: Readonly<Record<string, FieldKind>> }>(statusTable, String(sent.code));
  if (row === undefined) return null;
  const fields = Object.entries(row.fields);
  if (!fields.every(([name, kind]) => holds[kind](sent[name]))) return null;
  return Object.fromEntries(['code', ...fields.map(([name]) => name)].map((name) => [name, sent[name]])) as unknown as ErrorDetail;
}

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= mostNumber;
}

function isProblem(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { line, column, problem, hint, level } = value as Readonly<Record<string, unknown>>;
  return isNumber(line) && isNumber(column) && isText(problem) && isText(hint) && (level === 'error' || level === 'warning');
}
