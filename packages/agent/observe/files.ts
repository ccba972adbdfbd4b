import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ObservedDirectory, ObservedFile } from '@tamada/core/converge';
import { contentDigest } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf, withPath } from '@tamada/runtime';
import type { Folder } from './folder.ts';
import { openFolder } from './folder.ts';
import type { Owners } from './owners.ts';

/** Whose a part should be; empty names for a file that nobody wants any more. */
export interface WantedOwner {
  readonly owner: string;
  readonly group: string;
}

/** A folder's owner and mode; null where it is not there; `symlink_in_way` where something else is. */
export async function observeDirectory(root: string, path: string, owners: Owners, wanted: WantedOwner): Promise<ObservedDirectory | null> {
  const folder = await openFolder(path, { root, create: false });
  if (folder === null) return null;
  try {
    return metadata(await folder.handle.stat(), owners, wanted);
  } finally {
    await folder.close();
  }
}

/** A plain file as it is; null where it is not there; `symlink_in_way` where something else is. */
export async function observeFile(root: string, path: string, owners: Owners, wanted: WantedOwner): Promise<ObservedFile | null> {
  const seen = await lookAt(root, path);
  return seen === null ? null : { ...metadata(seen.stat, owners, wanted), digest: contentDigest(seen.content) };
}

/** The content of a plain file; null where it is not there. */
export async function readManaged(root: string, path: string): Promise<string | null> {
  return (await lookAt(root, path))?.content.toString('utf8') ?? null;
}

/** When a plain file was changed last; null where it is not there. */
export async function changedAtMs(root: string, path: string): Promise<number | null> {
  return (await lookAt(root, path))?.stat.mtimeMs ?? null;
}

interface Metadata {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

interface Stat extends Metadata {
  readonly mtimeMs: number;
}

async function lookAt(root: string, path: string): Promise<{ readonly stat: Stat; readonly content: Buffer } | null> {
  const folder = await openFolder(dirname(path), { root, create: false });
  if (folder === null) return null;
  try {
    const file = await openPlain(folder, path);
    try {
      return { stat: await file.stat(), content: await file.readFile() };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw withPath(error, path);
  } finally {
    await folder.close();
  }
}

/** Opens a plain file of the folder for reading; `symlink_in_way` where something else is there. */
export async function openPlain(folder: Folder, path: string): Promise<FileHandle> {
  const entry = folder.entry(basename(path));
  // Looked at before it is opened: opening a device has effects. A pipe that came since must not block us.
  if (!(await lstat(entry)).isFile()) throw new TamadaError({ code: 'symlink_in_way', path, at: path });
  const file = await open(entry, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => {
    throw errnoOf(error) === 'ELOOP' ? new TamadaError({ code: 'symlink_in_way', path, at: path }, { cause: error }) : error;
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new TamadaError({ code: 'symlink_in_way', path, at: path });
}

function metadata({ uid, gid, mode }: Metadata, owners: Owners, { owner, group }: WantedOwner): ObservedDirectory {
  return { owner: owners.userName(uid, owner), group: owners.groupName(gid, group), mode: mode & 0o7777 };
}
