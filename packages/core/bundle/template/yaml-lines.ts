import type { Json, JsonObject } from '../dynamic-config.ts';
import { quoteFor } from './quote.ts';

/** A JSON object as lines of block YAML, for a template that places each with an indent of its own. */
export function yamlLines(object: JsonObject): readonly string[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (isObject(value)) return [`${key}:`, ...yamlLines(value).map((line) => `  ${line}`)];
    return [`${key}: ${flow(value)}`];
  });
}

/** A value on one line. */
function flow(value: Json): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return quoteFor('yaml', value);
  if (isList(value)) return `[${value.map(flow).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${quoteFor('yaml', key)}: ${flow(inner)}`)
    .join(', ')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}
