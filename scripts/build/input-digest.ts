import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeRuntime } from './node-runtime.ts';

/** Everything in the source tree that an archive depends on. */
const inputs = ['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'configs', 'packages', 'scripts/build'];

/** Equal digests make equal archives. */
export async function inputDigest(source: string): Promise<string> {
  const hash = createHash('sha256').update(nodeRuntime.integrity);
  for (const input of inputs) await addTree(hash, source, input);
  return hash.digest('hex');
}

async function addTree(hash: ReturnType<typeof createHash>, source: string, path: string): Promise<void> {
  const entries = await readdir(join(source, path)).catch(() => null);
  if (entries === null) {
    const content = await readFile(join(source, path)).catch(() => null);
    hash.update(JSON.stringify([path, content?.length ?? null])).update(content ?? '');
    return;
  }
  for (const entry of entries.sort()) if (entry !== 'node_modules') await addTree(hash, source, join(path, entry));
}
