import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorDetail } from '@tamada/core/errors';
import { lockFile, sleep, type Lock } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

/**
 * What must not meet on one node. `catalogue`: commands that change what the backup tool keeps, or that others' changes would pull the ground
 * from under. `delayed`: work on the delayed replica. `memory`: a file. Who needs two takes them in the order delayed, catalogue, memory.
 */
export type QueueName = 'catalogue' | 'delayed' | 'memory';

export interface QueueOptions {
  readonly paths: AgentPaths;
  /** Who holds it, for those who wait. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the holder's words, each time that it has to wait on. */
  readonly waits?: (holder: string) => void;
  /** Whether somebody else came before: then it waits, though nobody holds the queue now. */
  readonly mustWait?: () => Promise<string | null>;
}

const intervalMs = 250;

/** Works as soon as nobody else does. The kernel keeps the lock, so it ends with its process, however that ends. */
export async function withQueue<T>(name: QueueName, options: QueueOptions, work: () => Promise<T>): Promise<T> {
  const lock = await take(name, options);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function take(name: QueueName, { paths, what, signal, waits, mustWait }: QueueOptions): Promise<Lock> {
  await mkdir(paths.jobs, { recursive: true, mode: 0o700 });
  const path = join(paths.jobs, `${name}.lock`);
  for (;;) {
    const before = (await mustWait?.()) ?? null;
    if (before !== null) waits?.(before);
    else {
      try {
        return await lockFile(path, what);
      } catch (error) {
        const detail = errorDetail(error);
        if (detail.code !== 'locked') throw error;
        waits?.(detail.by.replace(/, process .*$/, ''));
      }
    }
    await sleep(intervalMs, signal);
  }
}
