import { lstat, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { roleTable } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { withPath } from '@tamada/runtime';
import { errnoOf } from '../observe/errno.ts';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';

/** The path comes from the journal, so the role's table is asked once more. */
export const removeFile: Execute<'remove_file'> = async ({ path }, { context }) => {
  if (!roleTable(context.config).files.has(path)) {
    throw new TamadaError({ code: 'path_refused', path, problem: 'a node of this role has no such file: it is not removed' });
  }
  const folder = await openFolder(dirname(path), { root: context.paths.root, create: false });
  if (folder === null) return '';
  try {
    const entry = folder.entry(basename(path));
    if (!(await lstat(entry)).isFile()) throw new TamadaError({ code: 'symlink_in_way', path, at: path });
    await unlink(entry);
    await folder.handle.sync();
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw withPath(error, path);
  } finally {
    await folder.close();
  }
  return '';
};
