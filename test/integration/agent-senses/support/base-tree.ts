import { join } from 'node:path';
import { ensureBase } from '../../../../scripts/lab/base/build.ts';
import { labPaths } from '../../../../scripts/lab/paths.ts';
import { stateStore } from '../../../../scripts/lab/state.ts';

/** Building the tree takes this long on a machine that has none. */
export const baseTreeMs = 900_000;

/** A path in the tree that the lab's hosts stand on: its programs are the real ones, and they run here too. */
export async function inBaseTree(path: string): Promise<string> {
  const paths = labPaths(process.env);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const { root } = await ensureBase({ paths, state: stateStore(paths), log, signal: new AbortController().signal });
  return join(root, path);
}
