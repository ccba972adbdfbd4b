import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf, withPath } from '@tamada/runtime';

const openFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** An open folder: whatever is renamed or linked meanwhile, `entry` stays in it. */
export interface Folder {
  readonly handle: FileHandle;
  /** A path of an entry, for the calls of node:fs. */
  readonly entry: (name: string) => string;
  readonly close: () => Promise<void>;
}

export interface FolderOptions {
  /** Comes before every path; trusted. */
  readonly root: string;
  /** Make folders that are not there, root's and 0755. */
  readonly create: boolean;
}

/** Opens a folder from the root down, following no symlink; null where it is not there. */
export async function openFolder(path: string, { root, create }: FolderOptions): Promise<Folder | null> {
  let folder = asFolder(await open(root, constants.O_RDONLY | constants.O_DIRECTORY));
  let walked = '';
  for (const name of namesOf(path)) {
    walked += `/${name}`;
    let next: FileHandle | null;
    try {
      if (create) await makeOne(folder.entry(name));
      next = await openOne(folder.entry(name), path, walked);
    } catch (error) {
      throw withPath(error, walked);
    } finally {
      await folder.close();
    }
    if (next === null) return null;
    folder = asFolder(next);
  }
  return folder;
}

/** The folders on the way, from the root down; `path_refused` for a way around. */
function namesOf(path: string): readonly string[] {
  const names = path.split('/').filter((part) => part !== '');
  if (path.startsWith('/') && !names.some((name) => name === '.' || name === '..')) return names;
  throw new TamadaError({ code: 'path_refused', path, problem: 'it is not absolute, or leads back up' });
}

function asFolder(handle: FileHandle): Folder {
  return { handle, entry: (name) => `/proc/self/fd/${String(handle.fd)}/${name}`, close: () => handle.close() };
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o755 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

async function openOne(entry: string, path: string, at: string): Promise<FileHandle | null> {
  try {
    return await open(entry, openFlags);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR' || code === 'ELOOP') throw new TamadaError({ code: 'symlink_in_way', path, at }, { cause: error });
    throw error;
  }
}
