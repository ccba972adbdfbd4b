import { readdir, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { temporarySuffix, withPath, writeFileAtomic } from '@tamada/runtime';
import type { Folder } from '../observe/folder.ts';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';
import { idsOf } from './ownership.ts';

export const writeFile: Execute<'write_file'> = async ({ path }, work) => {
  const file = work.bundle.files.find((candidate) => candidate.path === path);
  const content = work.contents.get(path);
  if (file === undefined || content === undefined) throw new TamadaError({ code: 'internal', problem: `no content for ${path}` });
  const ownership = await idsOf(file, work);
  const folder = await openFolder(dirname(path), { root: work.context.paths.root, create: true });
  if (folder === null) throw new TamadaError({ code: 'internal', problem: `the folder of ${path} vanished while it was made` });
  try {
    await removeLeftovers(folder, basename(path));
    await writeFileAtomic(folder.entry(basename(path)), content, ownership);
  } catch (error) {
    // Said by the file's own name, not by the way it was reached.
    throw withPath(error, path);
  } finally {
    await folder.close();
  }
  return '';
};

/** What a power loss in the middle of an earlier write left behind. */
async function removeLeftovers(folder: Folder, name: string): Promise<void> {
  const leftovers = (await readdir(folder.entry(''))).filter((entry) => entry.startsWith(`.${name}.`) && entry.endsWith(temporarySuffix));
  await Promise.all(leftovers.map((entry) => unlink(folder.entry(entry))));
}
