import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Path } from './rules/rule.ts';

/** Finds where a key or its value begins; the nearest thing around it where the path does not exist. Each map is looked through once. */
export function placesOf(document: Document): (path: Path, which: 'key' | 'value') => number {
  const pairs = new WeakMap<object, ReadonlyMap<string, Pair>>();
  return (path, which) => offsetOf(document, path, which, pairs);
}

function pairOf(map: YAMLMap, name: string, known: WeakMap<object, ReadonlyMap<string, Pair>>): Pair | undefined {
  // Of a key that is there twice the first one counts.
  const pairs = known.get(map) ?? new Map(map.items.toReversed().map((pair) => [keyText(pair), pair]));
  known.set(map, pairs);
  return pairs.get(name);
}

function offsetOf(document: Document, path: Path, which: 'key' | 'value', pairs: WeakMap<object, ReadonlyMap<string, Pair>>): number {
  let node: unknown = document.contents;
  let found = { key: start(node) ?? 0, value: start(node) ?? 0 };
  for (const step of path) {
    const collection = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(collection) ? pairOf(collection, String(step), pairs) : undefined;
    const item: unknown = isSeq(collection) ? collection.items[Number(step)] : pair?.value;
    if (pair === undefined && item === undefined) {
      // Inside a map a missing key belongs to the map's own key; a short form holds its place itself.
      return which === 'key' || isMap(collection) ? found.key : found.value;
    }
    const key = start(pair?.key) ?? start(item) ?? found.key;
    found = { key, value: start(item) ?? key };
    node = item;
  }
  return found[which];
}

export function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

export function start(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
