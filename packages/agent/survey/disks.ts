import { randomBytes } from 'node:crypto';
import { open, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Survey } from '@tamada/core/preflight';

type DiskState = Survey['disks'][number];

const writes = 20;
/** PostgreSQL's WAL block. */
const blockBytes = 8192;

/** Room, and how long a write takes to be durable, where the folder is or will be. */
export async function diskState(path: string): Promise<DiskState> {
  const folder = await nearestFolder(path);
  const { blocks, bavail, bsize } = await statfs(folder);
  return { path, totalBytes: blocks * bsize, freeBytes: bavail * bsize, fsyncMs: await fsyncMs(folder) };
}

/** The folder itself, or its nearest parent that exists. */
async function nearestFolder(path: string): Promise<string> {
  for (let candidate = path; ; candidate = dirname(candidate)) {
    const found = await stat(candidate).catch(() => null);
    if (found?.isDirectory() === true || candidate === dirname(candidate)) return candidate;
  }
}

/** Median of small writes, each made durable, in a file that is removed afterwards. -1 where nothing can be written. */
async function fsyncMs(folder: string): Promise<number> {
  const path = join(folder, `.tamada-fsync-${randomBytes(6).toString('hex')}`);
  const file = await open(path, 'wx', 0o600).catch(() => null);
  if (file === null) return -1;
  try {
    // Without a name it vanishes with this process, also in a crash.
    await unlink(path);
    const block = Buffer.alloc(blockBytes, 1);
    const times: number[] = [];
    for (let index = 0; index < writes; index += 1) {
      const start = performance.now();
      await file.write(block, 0, blockBytes, index * blockBytes);
      await file.datasync();
      times.push(performance.now() - start);
    }
    return median(times);
  } catch {
    return -1;
  } finally {
    await file.close();
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
