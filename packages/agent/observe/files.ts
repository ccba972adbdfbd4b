import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ObservedDirectory, ObservedFile } from '@tamada/core/converge';
import { contentDigest } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf } from './errno.ts';
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

interface Metadata {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

async function lookAt(root: string, path: string): Promise<{ readonly stat: Metadata; readonly content: Buffer } | null> {
  const folder = await openFolder(dirname(path), { root, create: false });
  if (folder === null) return null;
  try {
    const entry = folder.entry(basename(path));
    // Looked at before it is opened: opening a pipe or a device does something.
    if (!(await lstat(entry)).isFile()) throw new TamadaError({ code: 'symlink_in_way', path, at: path });
    const file = await open(entry, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return { stat: await file.stat(), content: await file.readFile() };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    if (errnoOf(error) === 'ELOOP') throw new TamadaError({ code: 'symlink_in_way', path, at: path }, { cause: error });
    throw error;
  } finally {
    await folder.close();
  }
}

function metadata({ uid, gid, mode }: Metadata, owners: Owners, { owner, group }: WantedOwner): ObservedDirectory {
  return { owner: owners.userName(uid, owner), group: owners.groupName(gid, group), mode: mode & 0o7777 };
}
