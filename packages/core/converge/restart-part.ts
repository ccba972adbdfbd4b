import { yamlExcess } from '@tamada/core/yaml';
import { parse } from 'yaml';

/** The part of a YAML file that its program reads at its start only: the values of dotted keys, as text to compare. */
export function restartPart(keys: readonly string[], content: string): string {
  const document = yamlExcess(content, limits) === null ? read(content) : content;
  return JSON.stringify(keys.map((key) => [key, at(document, key)])) + (document === content ? content : '');
}

/** Ten times what the largest topology makes. */
const limits = { characters: 128 * 1024, indicators: 4000, aliases: 100 };

/** What is no YAML is all of it one value; the file's validator says so to the operator. */
function read(content: string): unknown {
  try {
    return parse(content, { uniqueKeys: false, logLevel: 'error' });
  } catch {
    return content;
  }
}

function at(value: unknown, key: string): unknown {
  return (
    key.split('.').reduce<unknown>((inner, part) => (isRecord(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined), value) ??
    null
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
