import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Backup } from '../catalogue/backup.ts';
import { printBlockHead, readBlocks } from '../catalogue/blocks.ts';
import { isFolder } from '../catalogue/content-file.ts';
import type { ContentEntry } from '../catalogue/content-file.ts';
import { lockBackup, unlockBackup } from '../catalogue/lock.ts';
import { exists } from '../catalogue/store.ts';
import type { BackupStore } from '../catalogue/store.ts';
import { each } from '../files/each.ts';
import type { Invocation } from '../invocation.ts';
import { elapsedSeconds, timestamp } from '../log/words.ts';
import { pageBytes } from '../postgres/page.ts';
import { validateFiles } from '../validate/files.ts';

/** The folder of the merged files, beside the full backup's own until all are there: a merge that was killed can run again. */
const unfinished = 'merged';

/** Makes one full backup, with the last one's id, of a chain from its full backup on. */
export async function mergeChain(call: Invocation, store: BackupStore, chain: readonly Backup[]): Promise<void> {
  const { log } = call;
  const [full] = chain;
  const last = chain.at(-1);
  if (full === undefined || last === undefined || chain.length < 2) return;
  for (const { id } of chain) await lockBackup(store, id, log);
  for (const backup of chain) await store.write({ ...((await store.read(backup.id)) ?? backup), status: 'MERGING', mergeInto: last.id });
  log.info('Start merging backup files');
  const started = performance.now();
  const contents = await Promise.all(chain.map(async ({ id }) => ({ id, entries: await store.readContent(id) })));
  const target = join(store.files(full.id).folder, unfinished);
  for (const left of [target, `${target}.old`]) await rm(left, { recursive: true, force: true });
  const merged = await mergeFiles(call, store, contents, target);
  const { database } = store.files(full.id);
  await rename(database, `${target}.old`);
  await rename(target, database);
  await rm(`${target}.old`, { recursive: true });
  const contentCrc = await store.writeContent(full.id, merged);
  log.info(`Backup files are successfully merged, time elapsed: ${elapsedSeconds(started)}`);
  for (const { id, recoveryTime } of chain.slice(1)) {
    log.info(`Delete: ${id} ${timestamp(recoveryTime)}`);
    await store.remove(id);
  }
  log.info(`Rename merged full backup ${full.id} to ${last.id}`);
  const data = merged.filter(({ path }) => !path.startsWith('pg_wal/'));
  const uncompressedBytes = data.reduce((sum, { size, blocks }) => sum + (blocks === null ? Math.max(0, size) : blocks * pageBytes), 0);
  const dataBytes = data.reduce((sum, { size }) => sum + Math.max(0, size), 0);
  const result: Backup = { ...last, mode: 'FULL', parent: null, mergeInto: null, dataBytes, uncompressedBytes, contentCrc, status: 'OK' };
  if (!call.options.flag('no-validate')) await validateFiles(call, store, { ...full, status: 'DONE' });
  await unlockBackup(store, full.id);
  await rename(store.files(full.id).folder, store.files(last.id).folder);
  await store.write(result);
}

type Contents = readonly { readonly id: string; readonly entries: readonly ContentEntry[] }[];

async function mergeFiles(
  { options, log }: Invocation,
  store: BackupStore,
  contents: Contents,
  target: string,
): Promise<readonly ContentEntry[]> {
  const wanted = contents.at(-1)?.entries ?? [];
  const layers = contents.map(({ id, entries }) => ({ id, files: new Map(entries.map((entry) => [entry.path, entry])) }));
  await mkdir(join(target, 'pg_wal'), { recursive: true, mode: 0o700 });
  const merged: ContentEntry[] = wanted.filter(isFolder);
  for (const { path } of merged) await mkdir(join(target, path), { recursive: true, mode: 0o700 });
  const files = wanted.filter((entry) => !isFolder(entry));
  await each(files, 4, async (entry, index) => {
    if (options.flag('progress')) log.info(`Progress: (${index + 1}/${files.length}). Merging file "${entry.path}"`);
    const sources = layers.flatMap(({ id, files: there }) => {
      const found = there.get(entry.path);
      return found === undefined || found.size < 0 ? [] : [join(store.files(id).database, entry.path)];
    });
    const into = join(target, entry.path);
    await mkdir(dirname(into), { recursive: true, mode: 0o700 });
    merged.push(entry.dataFile ? await mergePages(entry, sources, into) : await copyNewest(entry, sources.at(-1), into));
  });
  return merged;
}

async function copyNewest(entry: ContentEntry, source: string | undefined, into: string): Promise<ContentEntry> {
  const content = source !== undefined && (await exists(source)) ? await readFile(source) : Buffer.alloc(0);
  await writeFile(into, content, { mode: entry.mode & 0o7777 });
  return { ...entry, size: content.length, crc: crc32(content) };
}

/** The newest version of each page, as it was stored. */
async function mergePages(entry: ContentEntry, sources: readonly string[], into: string): Promise<ContentEntry> {
  const newest = new Map<number, { readonly file: FileHandle; readonly offset: number; readonly length: number }>();
  const handles: FileHandle[] = [];
  const result = await open(into, 'w', entry.mode & 0o7777);
  try {
    for (const source of sources) {
      const file = await open(source);
      handles.push(file);
      let offset = 0;
      for await (const { block, bytes } of readBlocks(source)) {
        newest.set(block, { file, offset: offset + 8, length: bytes.length });
        offset += 8 + bytes.length;
      }
    }
    let crc = 0;
    let size = 0;
    for (const block of [...newest.keys()].sort((one, other) => one - other)) {
      const found = newest.get(block);
      if (found === undefined || block >= (entry.blocks ?? 0)) continue;
      const page = Buffer.alloc(found.length);
      await found.file.read(page, 0, found.length, found.offset);
      const stored = Buffer.concat([printBlockHead(block, found.length), page]);
      await result.write(stored);
      crc = crc32(stored, crc);
      size += stored.length;
    }
    return { ...entry, crc, size, compressed: entry.compressed || size > 0 };
  } finally {
    for (const file of [...handles, result]) await file.close();
  }
}
