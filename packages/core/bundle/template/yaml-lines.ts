import type { Json, JsonObject } from '../dynamic-config.ts';
import { quoteFor } from './quote.ts';

/** A JSON object as lines of block YAML, for a template that places each with an indent of its own. */
export function yamlLines(object: JsonObject): readonly string[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (isObject(value)) return [`${key}:`, ...yamlLines(value).map((line) => `  ${line}`)];
    return [`${key}: ${typeof value === 'object' ? JSON.stringify(value) : quoteFor('yaml', value)}`];
  });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}
