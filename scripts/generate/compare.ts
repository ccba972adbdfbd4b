import type { Tree } from './tree.ts';

export interface Difference {
  readonly path: string;
  readonly kind: 'missing' | 'stale' | 'left over';
}

/** What `committed` must change to become `fresh`, by path. */
export function compareTrees(committed: Tree, fresh: Tree): readonly Difference[] {
  const differences: Difference[] = [];
  for (const path of [...new Set([...committed.keys(), ...fresh.keys()])].sort()) {
    if (!committed.has(path)) differences.push({ path, kind: 'missing' });
    else if (!fresh.has(path)) differences.push({ path, kind: 'left over' });
    else if (committed.get(path) !== fresh.get(path)) differences.push({ path, kind: 'stale' });
  }
  return differences;
}
