import { chmod, lstat, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readOptional, writeFileAtomic } from '@tamada/runtime';

/** Writes a file unless it is there already with this content and mode; true where it was written. */
export async function placeFile(path: string, content: string, mode: number): Promise<boolean> {
  const same = (await readOptional(path)) === content && ((await lstat(path)).mode & 0o7777) === mode;
  if (same) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, content, { mode });
  return true;
}

/** Makes a folder, or corrects its mode. */
export async function placeFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  if (((await lstat(path)).mode & 0o7777) !== mode) await chmod(path, mode);
}

/** Points a link to a folder in one step; true where it pointed elsewhere. */
export async function placeLink(path: string, target: string): Promise<boolean> {
  if ((await readlink(path).catch(() => null)) === target) return false;
  await mkdir(dirname(path), { recursive: true });
  await rm(`${path}.new`, { force: true });
  await symlink(target, `${path}.new`);
  await rename(`${path}.new`, path);
  return true;
}
