import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineSource } from './check/recipe.ts';

/** The notices of what is linked into the static programs of the archive; `check` is the folder of the check, which keeps musl's. */
export async function nativeNotices(check: string): Promise<string> {
  const [engine, library] = await Promise.all([
    readFile(join(engineSource, 'LICENSE'), 'utf8'),
    readFile(join(check, 'licenses/musl.txt'), 'utf8'),
  ]);
  return [
    'bin/tamada-check contains QuickJS and musl, bin/tamada-vrrp-probe contains musl.\n',
    `QuickJS 2021-03-27 (MIT)\n\n${engine.trim()}\n`,
    `musl (MIT)\n\n${library.trim()}\n`,
  ].join(`\n${'-'.repeat(80)}\n\n`);
}
