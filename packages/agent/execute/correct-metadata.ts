import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { openPlain } from '../observe/files.ts';
import type { Folder } from '../observe/folder.ts';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';
import { setOwnership } from './ownership.ts';

export const correctMetadata: Execute<'correct_metadata'> = async (step, work) => {
  const folder = await openFolder(dirname(step.path), { root: work.context.paths.root, create: false });
  if (folder === null) throw new TamadaError({ code: 'internal', problem: `the folder of ${step.path} vanished` });
  try {
    const handle = await openOwn(folder, step.path);
    try {
      await setOwnership(handle, step, work);
    } finally {
      await handle.close();
    }
  } finally {
    await folder.close();
  }
  return '';
};

/** A file with a second name may be somebody else's: whoever has it gave it ours. */
async function openOwn(folder: Folder, path: string): Promise<FileHandle> {
  const entry = folder.entry(basename(path));
  if ((await lstat(entry)).isDirectory()) return open(entry, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const file = await openPlain(folder, path);
  if ((await file.stat()).nlink === 1) return file;
  await file.close();
  throw new TamadaError({ code: 'symlink_in_way', path, at: path });
}
