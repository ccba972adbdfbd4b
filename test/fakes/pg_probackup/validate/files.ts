import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Backup } from '../catalogue/backup.ts';
import { readBlocks, unpackBlock } from '../catalogue/blocks.ts';
import { isFolder } from '../catalogue/content-file.ts';
import type { ContentEntry } from '../catalogue/content-file.ts';
import type { BackupStore } from '../catalogue/store.ts';
import { readSome } from '../files/operations.ts';
import { each } from '../files/each.ts';
import type { Invocation } from '../invocation.ts';

/** Compares every file of one backup with its checksum. Says what it found; changes no status. */
export async function validateFiles(call: Invocation, store: BackupStore, { id, status }: Backup): Promise<boolean> {
  const { log, options } = call;
  log.info(`${status === 'ORPHAN' || status === 'CORRUPT' ? 'Revalidating' : 'Validating'} backup ${id}`);
  const { database } = store.files(id);
  const content = await store.readContent(id).catch(() => null);
  const wrong: string[] = content === null ? [`Backup ${id} file list is corrupted`] : [];
  const files = (content ?? []).filter((entry) => !isFolder(entry) && entry.size >= 0);
  await each(files, 4, async (entry, index) => {
    if (wrong.length > 0) return;
    if (call.interrupted.aborted) log.fail('Interrupted during validate');
    if (options.flag('progress')) log.info(`Progress: (${index + 1}/${files.length}). Validate file "${entry.path}"`);
    const found = await judge(join(database, entry.path), entry);
    if (found !== null) wrong.push(found);
  });
  // The real one stops at the first.
  if (wrong[0] === undefined) log.info(`Backup ${id} data files are valid`);
  else {
    log.warning(wrong[0]);
    log.warning(`Backup ${id} data files are corrupted`);
  }
  return wrong.length === 0;
}

const chunkBytes = 1024 * 1024;

/** What is wrong with a file, in the real one's words; null when nothing is. */
async function judge(path: string, entry: ContentEntry): Promise<string | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return `Backup file "${path}" is not found`;
  let crc = 0;
  let size = 0;
  try {
    for (;;) {
      const chunk = await readSome(file, size, chunkBytes);
      if (chunk.length === 0) break;
      crc = crc32(chunk, crc);
      size += chunk.length;
    }
  } finally {
    await file.close();
  }
  if (size !== entry.size) return `Invalid size of backup file "${path}" : ${size}. Expected ${entry.size}`;
  if (crc === entry.crc) return null;
  const block = entry.dataFile ? await damagedBlock(path) : null;
  const hex = (sum: number): string => sum.toString(16).toUpperCase();
  return block ?? `Invalid CRC of backup file "${path}" : ${hex(crc)}. Expected ${hex(entry.crc)}`;
}

async function damagedBlock(path: string): Promise<string | null> {
  let last = 0;
  try {
    for await (const stored of readBlocks(path)) {
      last = stored.block;
      unpackBlock(stored);
    }
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const words = code === 'Z_DATA_ERROR' ? 'data error' : 'buffer error';
    return `An error occured during decompressing block ${last} of file "${path}": ${words}`;
  }
}
