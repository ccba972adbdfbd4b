import { unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { errnoOf } from '../observe/errno.ts';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';

export const removeFile: Execute<'remove_file'> = async ({ path }, work) => {
  const folder = await openFolder(dirname(path), { root: work.context.paths.root, create: false });
  if (folder === null) return '';
  try {
    await unlink(folder.entry(basename(path)));
    await folder.handle.sync();
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  } finally {
    await folder.close();
  }
  return '';
};
