import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import type { Path } from './rules/rule.ts';

/** Where a key or its value begins; the nearest thing around it where the path does not exist. */
export function offsetOf(document: Document, path: Path, which: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let found = { key: start(node) ?? 0, value: start(node) ?? 0 };
  for (const step of path) {
    const collection = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(collection) ? collection.items.find((each) => keyText(each) === String(step)) : undefined;
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
