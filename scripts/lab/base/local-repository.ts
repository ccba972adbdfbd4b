import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callProgram } from '../../program.ts';
import { sha256Of } from './consul-source.ts';

/** Makes an apt repository of these packages: the files and one index. */
export async function makeRepository(folder: string, archives: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(archives)).filter((name) => name.endsWith('.deb')).toSorted();
  const stanzas: string[] = [];
  for (const name of names) {
    await copyFile(join(archives, name), join(folder, name));
    stanzas.push(await stanzaOf(join(folder, name), name));
  }
  await writeFile(join(folder, 'Packages'), stanzas.join('\n'));
}

async function stanzaOf(file: string, name: string): Promise<string> {
  const control = await callProgram(['dpkg-deb', '--field', file], { timeoutMs: 30_000 });
  const { size } = await stat(file);
  return `${control.trimEnd()}\nFilename: ./${name}\nSize: ${size}\nSHA256: ${await sha256Of(file)}\n`;
}
