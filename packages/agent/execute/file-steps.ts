import { constants } from 'node:fs';
import { readdir, unlink, lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { roleTable } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf, temporarySuffix, withPath, writeFileAtomic } from '@tamada/runtime';
import { openPlain } from '../observe/files.ts';
import { openFolder } from '../observe/folder.ts';
import type { Folder } from '../observe/folder.ts';
import type { Execute, Work } from './work.ts';

export const makeDirectory: Execute<'make_directory'> = async (step, work) => {
  await idsOf(step, work);
  const folder = await openFolder(step.path, { root: work.context.paths.root, create: true });
  if (folder === null) throw new TamadaError({ code: 'internal', problem: `${step.path} vanished while it was made` });
  try {
    await setOwnership(folder.handle, step, work);
  } finally {
    await folder.close();
  }
  return '';
};

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
    // The error names the file, not the way it was reached.
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

/** A file with a second name may be somebody else's, who has linked it to our path. */
async function openOwn(folder: Folder, path: string): Promise<FileHandle> {
  const entry = folder.entry(basename(path));
  if ((await lstat(entry)).isDirectory()) return open(entry, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const file = await openPlain(folder, path);
  if ((await file.stat()).nlink === 1) return file;
  await file.close();
  throw new TamadaError({ code: 'symlink_in_way', path, at: path });
}

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

interface Wanted {
  readonly path: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
}

/** Names as numbers; refuses with `owner_missing`. */
async function idsOf({ path, owner, group, mode }: Wanted, work: Work): Promise<{ uid: number; gid: number; mode: number }> {
  const owners = await work.owners();
  const uid = owners.uid(owner);
  const gid = owners.gid(group);
  if (uid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `user ${owner}` });
  if (gid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `group ${group}` });
  return { uid, gid, mode };
}

/** Owner before mode: a change of the owner clears bits of the mode. */
async function setOwnership(handle: FileHandle, wanted: Wanted, work: Work): Promise<void> {
  const { uid, gid, mode } = await idsOf(wanted, work);
  await handle.chown(uid, gid);
  await handle.chmod(mode);
  await handle.sync();
}
