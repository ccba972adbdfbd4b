import type * as z from 'zod';
import { nearest, nearestHint } from './nearest.ts';
import type { Finding, Path } from './rules/rule.ts';
import { lookUp } from './schema-lookup.ts';
import { inline, inside, keyOf, subject, typeName, typeOf } from './wording.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, in words. `raw` is what was parsed, `schema` its JSON Schema. */
export function describeIssue(issue: Issue, raw: unknown, schema: object): readonly Finding[] {
  const path = issue.path as Path;
  const value = valueAt(raw, path);
  const known = lookUp(schema, path);
  const example = known.example === undefined ? '' : `for example \`${inline(known.example)}\``;
  if (value === undefined && path.length > 0) {
    if (isMisspelt(path, raw, schema)) return [];
    const problem = `\`${String(path.at(-1))}\` is missing${inside(path.slice(0, -1))}`;
    return [{ path, at: 'key', problem, hint: example }];
  }
  const atValue = (problem: string, hint: string): readonly Finding[] => [{ path, at: 'value', problem, hint }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        problem: `\`${key}\` is not a key${path.length === 0 ? ' of a topology' : inside(path)}`,
        hint: nearestHint(key, known.keys, 'keys'),
      }));
    case 'invalid_type':
      return atValue(
        `${subject(path)} must be ${typeName(issue.expected)}, not ${typeName(typeOf(value))}`,
        typeHint(issue.expected, value, example),
      );
    case 'invalid_value':
      return atValue(`\`${inline(value)}\` is not a valid \`${keyOf(path)}\``, valuesHint(value, issue.values));
    case 'too_small':
    case 'too_big':
      if (typeof value !== 'number') return atValue(`${subject(path)} ${issue.message}`, example);
      return atValue(
        `${subject(path)} cannot be ${value}`,
        known.range === null ? '' : `a whole number from ${known.range[0]} to ${known.range[1]}`,
      );
    case 'invalid_union': {
      const fitting = issue.errors.find((errors) => !errors.some((error) => error.code === 'invalid_type' && error.path.length === 0));
      if (fitting === undefined) return atValue(`${subject(path)} must be ${typesOf(issue)}, not ${typeName(typeOf(value))}`, example);
      return fitting.flatMap((inner) => describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, raw, schema));
    }
    case 'invalid_key': {
      const key = String(path.at(-1));
      return [
        { path, at: 'key', problem: `\`${key}\` ${issue.issues[0]?.message ?? 'is not a name'}`, hint: renamed(key, issue.issues[0]) },
      ];
    }
    case 'invalid_format':
    case 'custom':
    case 'not_multiple_of':
    case 'invalid_element':
      return atValue(`\`${inline(value)}\` ${issue.message}`, example);
  }
}

/** Types of all alternatives of a union, as `a or b`. */
function typesOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const names = issue.errors.flat().flatMap((error) => (error.code === 'invalid_type' ? [typeName(error.expected)] : []));
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

/** The key is there under a wrong name, which is reported as an unknown key. */
function isMisspelt(path: Path, raw: unknown, schema: object): boolean {
  const parent = path.slice(0, -1);
  const { keys } = lookUp(schema, parent);
  const written = valueAt(raw, parent);
  const unknown = Object.keys(typeof written === 'object' && written !== null ? written : {}).filter((key) => !keys.includes(key));
  return unknown.some((key) => nearest(key, keys) === path.at(-1));
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}

function typeHint(expected: string, value: unknown, example: string): string {
  if (['number', 'int'].includes(expected) && typeof value === 'string' && /^\d+$/.test(value)) return `write \`${value}\` without quotes`;
  if (expected === 'array' && typeof value === 'string') return `write \`[${value}]\``;
  return example;
}

function valuesHint(value: unknown, values: readonly unknown[]): string {
  return typeof value === 'string' ? nearestHint(value, values.map(String), 'values') : `values: ${values.join(', ')}`;
}

/** A name of small letters that would be right, where there is one. */
function renamed(key: string, inner: z.core.$ZodIssue | undefined): string {
  if (inner?.code !== 'invalid_format' || inner.pattern === undefined) return '';
  const pattern = new RegExp(inner.pattern.slice(1, -1));
  const small = key.toLowerCase();
  const right = [small, small.replaceAll(/[_. ]/g, '-'), small.replaceAll(/[-. ]/g, '_')].find((each) => pattern.test(each));
  return right === undefined ? '' : `did you mean \`${right}\`?`;
}
