import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineSource } from './recipe.ts';

/** The notices of what is linked into the check. */
export async function checkNotices(source: string): Promise<string> {
  const [engine, library] = await Promise.all([
    readFile(join(engineSource, 'LICENSE'), 'utf8'),
    readFile(join(source, 'licenses/musl.txt'), 'utf8'),
  ]);
  return `QuickJS 2021-03-27 (MIT)\n\n${engine.trim()}\n\n${'-'.repeat(80)}\n\nmusl (MIT)\n\n${library.trim()}\n`;
}
