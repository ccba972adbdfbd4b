import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One thing that is generated from one source. */
export interface Generator {
  readonly name: string;
  /** The committed file or folder, relative to the repository. A generated folder holds nothing else. */
  readonly output: string;
  /** Writes that file or folder at the given absolute path, whose parent exists. */
  readonly generate: (target: string) => Promise<void>;
}

/** Content by path relative to `root`; a single file has the path ''. A missing root is an empty tree. */
export type Tree = ReadonlyMap<string, string>;

export async function readTree(root: string): Promise<Tree> {
  const tree = new Map<string, string>();
  await collect(root, '', tree);
  return tree;
}

async function collect(root: string, path: string, tree: Map<string, string>): Promise<void> {
  try {
    for (const entry of await readdir(join(root, path))) await collect(root, join(path, entry), tree);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return;
    if (code !== 'ENOTDIR') throw error;
    tree.set(path, await readFile(join(root, path), 'utf8'));
  }
}

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
