import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf } from '../observe/errno.ts';
import type { Work } from './work.ts';

/** Beside the files themselves: folders, the journal, what others write meanwhile. */
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
