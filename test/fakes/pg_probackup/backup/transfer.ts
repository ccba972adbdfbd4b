import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { printBlockHead } from '../catalogue/blocks.ts';
import { isFolder } from '../catalogue/content-file.ts';
import type { ContentEntry } from '../catalogue/content-file.ts';
import { each } from '../files/each.ts';
import type { Host } from '../files/host.ts';
import type { TreeEntry } from '../files/operations.ts';
import { isErrno } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { Failed } from '../log/log.ts';
import { firstBlock, isDataFile, pageBytes } from '../postgres/page.ts';

export interface Transfer {
  readonly call: Invocation;
  readonly host: Host;
  readonly pgdata: string;
  /** The backup's folder `database`. */
  readonly database: string;
  readonly checksums: boolean;
  readonly compression: { readonly level: number } | null;
  /** Of the parent: pages older than its start are there already. Null in a full backup. */
  readonly since: string | null;
  readonly parent: ReadonlyMap<string, ContentEntry>;
  /** Ends the transfer once somebody wants that. */
  readonly check: () => void;
}

export interface Transferred {
  readonly entry: ContentEntry;
  /** Before compression. */
  readonly bytes: number;
}

/** Folders that a backup has empty. */
const emptied = ['pg_wal', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans', 'pg_dynshmem'];
const logFolders = ['log', 'pg_log'];
const withoutFiles = ['postmaster.pid', 'postmaster.opts', 'recovery.conf', 'recovery.signal', 'standby.signal', 'probackup_recovery.conf'];
const withoutFilesToo = ['postgresql.auto.conf.tmp', 'current_logfiles.tmp', 'backup_label', 'tablespace_map'];

/** What of a data directory goes into a backup. */
export async function listData(host: Host, pgdata: string, logs: boolean): Promise<readonly TreeEntry[]> {
  const { entries } = await host.call('tree', { root: pgdata, closed: [...emptied, ...(logs ? [] : logFolders)] });
  const unlogged = new Set(entries.filter(({ path }) => /\/\d+_init$/.test(path)).map(({ path }) => path.replace(/_init$/, '')));
  return entries.filter(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (withoutFiles.includes(path) || withoutFilesToo.includes(path)) return false;
    if (/(?:^|\/)pgsql_tmp/.test(path) || name.startsWith('pg_internal.init') || /^t\d+_\d+/.test(name)) return false;
    return !unlogged.has(path.replace(/(?:_fsm|_vm)?(?:\.\d+)?$/, ''));
  });
}

const filesAtOnce = 8;
const control = 'global/pg_control';

/** Copies everything, the control file last. Says progress, ends when it is interrupted or a page is damaged. */
export async function transferAll(wish: Omit<Transfer, 'check'>, entries: readonly TreeEntry[]): Promise<readonly Transferred[]> {
  const { log, options, interrupted } = wish.call;
  let ended = false;
  const check = (): void => {
    if (!interrupted.aborted) return;
    if (ended) throw new Failed('said already');
    ended = true;
    log.fail('Interrupted during page reading');
  };
  const transfer: Transfer = { ...wish, check };
  const done: Transferred[] = [];
  const files: TreeEntry[] = [];
  for (const entry of entries) {
    if (!isFolder(entry)) {
      files.push(entry);
      continue;
    }
    await mkdir(join(transfer.database, entry.path), { recursive: true, mode: 0o700 });
    done.push({ entry: plain(entry), bytes: 0 });
  }
  const copy = async (entry: TreeEntry, index: number): Promise<void> => {
    check();
    if (options.flag('progress')) log.info(`Progress: (${index + 1}/${files.length}). Process file "${entry.path}"`);
    const copied = isDataFile(entry.path) ? await copyPages(transfer, entry) : await copyWhole(transfer, entry);
    if (copied !== null) done.push(copied);
  };
  const others = files.filter(({ path }) => path !== control);
  await each(others, filesAtOnce, copy);
  for (const entry of files.filter(({ path }) => path === control)) await copy(entry, files.length - 1);
  return done;
}

function plain({ path, mode, linked }: TreeEntry): ContentEntry {
  return { path, mode, linked, size: 0, dataFile: false, crc: 0, compressed: false, blocks: null };
}

const pagesAtOnce = 512;

/** Null when the file went away meanwhile: its removal stands in the WAL. */
async function copyPages(transfer: Transfer, entry: TreeEntry): Promise<Transferred | null> {
  const { call, host, pgdata, database, checksums, compression, since, parent } = transfer;
  const known = parent.get(entry.path)?.blocks ?? 0;
  const target = join(database, entry.path);
  const path = join(pgdata, entry.path);
  const file = await open(target, 'w', entry.mode & 0o7777);
  let size = 0;
  let crc = 0;
  let blocks = 0;
  let bytes = 0;
  try {
    for (;;) {
      transfer.check();
      const level = compression?.level ?? null;
      const wish = { path, name: entry.path, from: blocks, count: pagesAtOnce, known, checksums, level };
      const read = await host.call('pages', { ...wish, since });
      if (read.damaged !== null) {
        const { block, calculated, expected } = read.damaged;
        const failed = `page verification failed, calculated checksum ${calculated} but expected ${expected}`;
        call.log.fail(`Corruption detected in file "${path}", block ${firstBlock(entry.path) + block}: ${failed}`);
      }
      const parts: Buffer[] = [];
      let at = 0;
      for (const [block, length] of read.blocks) {
        parts.push(printBlockHead(block, length), read.bytes.subarray(at, at + length));
        at += length;
        bytes += pageBytes;
      }
      const stored = Buffer.concat(parts);
      await file.write(stored);
      crc = crc32(stored, crc);
      size += stored.length;
      blocks += read.found;
      if (read.found < pagesAtOnce) break;
    }
  } catch (error) {
    if (!isVanished(error)) throw error;
    await rm(target, { force: true });
    return null;
  } finally {
    await file.close();
  }
  const unchanged = size === 0 && parent.has(entry.path);
  if (unchanged) await rm(target);
  const kept = { size: unchanged ? -1 : size, crc, blocks };
  return { entry: { ...plain(entry), ...kept, dataFile: true, compressed: compression !== null && size > 0 }, bytes };
}

const wholeAtOnce = 4 * 1024 * 1024;

async function copyWhole({ host, pgdata, database, parent }: Transfer, entry: TreeEntry): Promise<Transferred | null> {
  const target = join(database, entry.path);
  const parts: Buffer[] = [];
  try {
    for (let offset = 0; ; offset += wholeAtOnce) {
      const { bytes } = await host.call('read', { path: join(pgdata, entry.path), offset, length: wholeAtOnce });
      parts.push(Buffer.from(bytes));
      if (bytes.length < wholeAtOnce) break;
    }
  } catch (error) {
    if (isVanished(error)) return null;
    throw error;
  }
  const content = Buffer.concat(parts);
  const crc = crc32(content);
  const before = parent.get(entry.path);
  const unchanged = before?.crc === crc && !before.dataFile && entry.path !== control;
  if (!unchanged) {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, content, { mode: entry.mode & 0o7777 });
  }
  return { entry: { ...plain(entry), size: unchanged ? -1 : content.length, crc }, bytes: unchanged ? 0 : content.length };
}

function isVanished(error: unknown): boolean {
  return isErrno(error) && (error as NodeJS.ErrnoException).code === 'ENOENT';
}
