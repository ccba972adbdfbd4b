import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

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
