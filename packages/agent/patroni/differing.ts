import { isDeepStrictEqual } from 'node:util';
import { own } from '@tamada/core/foreign';
import type { JsonObject } from '../json/fields.ts';

/** The part of `desired` that `actual` does not have: a patch for Patroni, and the dotted names of what it changes. */
export interface Differing {
  readonly patch: JsonObject;
  readonly names: readonly string[];
}

/** Compares by the keys that are desired; others are somebody else's. Patroni keeps parameters as it got them, so 100 is not "100". */
export function differing(desired: JsonObject, actual: JsonObject): Differing {
  const patch: Record<string, unknown> = {};
  const names: string[] = [];
  for (const [key, wanted] of Object.entries(desired)) {
    const found = own(actual, key);
    if (isPlain(wanted) && (isPlain(found) || found === undefined)) {
      const inner = differing(wanted, found ?? {});
      if (inner.names.length > 0) patch[key] = inner.patch;
      names.push(...inner.names.map((name) => `${key}.${name}`));
    } else if (!(wanted === null && found === undefined) && !isDeepStrictEqual(wanted, found)) {
      patch[key] = wanted;
      names.push(key);
    }
  }
  return { patch, names };
}

function isPlain(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
