import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineSource } from './check/recipe.ts';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** The notices of every npm package among the bundled files. */
export async function thirdPartyNotices(source: string, bundled: readonly string[]): Promise<string> {
  const folders = [...new Set(bundled.flatMap((file) => packageFolder(file) ?? []))].sort();
  const notices = await Promise.all(folders.map((folder) => readNotice(join(source, folder))));
  return notices
    .map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** node_modules/a/node_modules/@b/c/lib/d.js → node_modules/a/node_modules/@b/c */
export function packageFolder(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

async function readNotice(folder: string): Promise<Notice> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  if (license === undefined) throw new Error(`${name}@${version} names no licence, so it cannot be shipped. Use another package.`);
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return {
    name,
    version,
    licence: license,
    text: texts.join('\n\n') || `The package brings no text beyond the name of its licence, ${license}.`,
  };
}

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
