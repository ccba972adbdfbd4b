import { stat, statfs, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fillBundle, standIn } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf, withPath } from '@tamada/runtime';
import type { Work } from './work.ts';

/** Besides the files: folders, the journal, what others write meanwhile. */
const reserveBytes = 256 * 1024;

/** Refuses with `disk_full` before the first file is touched: every file system that will be written needs room for all its new files. */
export async function refuseFullDisks({ context, contents }: Work, paths: readonly string[]): Promise<void> {
  const wanted = new Map<number, { bytes: number; path: string; folder: string }>();
  for (const path of paths) {
    const { folder, device } = await nearestFolder(context.paths.at(path));
    const sum = wanted.get(device) ?? { bytes: reserveBytes, path, folder };
    wanted.set(device, { ...sum, bytes: sum.bytes + Buffer.byteLength(contents.get(path) ?? '') });
  }
  for (const { bytes, path, folder } of wanted.values()) {
    const { bsize, bfree, files, ffree } = await statfs(folder);
    const names = files === 0 || ffree > paths.length;
    if (bfree * bsize < bytes || !names) throw new TamadaError({ code: 'disk_full', path });
  }
}

async function nearestFolder(path: string): Promise<{ readonly folder: string; readonly device: number }> {
  const folder = dirname(path);
  try {
    return { folder, device: (await stat(folder)).dev };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && folder !== path) return nearestFolder(folder);
    throw error;
  }
}

/**
 * Puts the files that will be written below the staging folder, under their own names, for root alone. Resolves with path → place.
 * Each secret is replaced by one of the same shape, so that a validator that echoes the file shows none.
 */
export async function stage(work: Work, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { staging } = work.context.paths;
  await clearStaging(work);
  const contents = fillBundle(work.bundle, (name) => standIn(name, work.secrets[name] ?? ''));
  const staged = new Map<string, string>();
  // By itself: the reason of a failure gets lost where Node makes the folders above it too.
  await mkdir(staging, { mode: 0o700 }).catch((error: unknown) => {
    throw withPath(error, staging);
  });
  for (const path of paths) {
    const at = join(staging, path);
    try {
      await mkdir(dirname(at), { recursive: true, mode: 0o700 });
      await writeFile(at, contents.get(path) ?? '', { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw withPath(error, staging);
    }
    staged.set(path, at);
  }
  return staged;
}

export async function clearStaging({ context }: Work): Promise<void> {
  await rm(context.paths.staging, { recursive: true, force: true });
}
