import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { readFile, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errnoDetail, TamadaError } from '@tamada/core/errors';

/** The system's code of an error (ENOENT …); empty where it has none. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** For `catch`: null where something is not there; throws any other error again. */
export function nullIfMissing(error: unknown): null {
  if (errnoOf(error) === 'ENOENT') return null;
  throw error;
}

/** A file's text, or null where there is none. */
export function readOptional(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(nullIfMissing);
}

export interface FileOwnership {
  readonly mode: number;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** The end of a temporary file's name, so that we can recognise what a crash has left behind. */
export const temporarySuffix = '.tamada-tmp';

/** Replaces a file in one step: after a crash it is the old one or the new one, with the right owner and mode from the first byte. */
export async function writeFileAtomic(path: string, content: string | Uint8Array, ownership: FileOwnership): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}${temporarySuffix}`);
  try {
    await writeDurably(temporary, content, ownership);
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw withPath(error, path);
  }
  await syncFolder(dirname(path)).catch((error: unknown) => {
    throw withPath(error, path);
  });
}

/** Makes names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes a file that is not there yet, durably; EEXIST where something is. */
export async function writeDurably(path: string, content: string | Uint8Array, ownership: FileOwnership): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(content);
    if (ownership.uid !== undefined || ownership.gid !== undefined) await file.chown(ownership.uid ?? -1, ownership.gid ?? -1);
    await file.chmod(ownership.mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A system call's error with the path that it was about, which Node leaves out of writes. */
export function withPath(error: unknown, path: string): unknown {
  const detail = error instanceof TamadaError ? (error as TamadaError).detail : errnoDetail(error);
  if (detail?.code === 'disk_full' || detail?.code === 'file_system_failed') return new TamadaError({ ...detail, path }, { cause: error });
  return error;
}
