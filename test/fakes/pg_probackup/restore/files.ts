import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBlocks, unpackBlock } from '../catalogue/blocks.ts';
import { isFolder } from '../catalogue/content-file.ts';
import type { ContentEntry } from '../catalogue/content-file.ts';
import type { BackupStore } from '../catalogue/store.ts';
import { each } from '../files/each.ts';
import type { Host } from '../files/host.ts';
import type { Invocation } from '../invocation.ts';
import { pageBytes } from '../postgres/page.ts';
import type { Tablespaces } from './tablespaces.ts';

export interface Content {
  readonly id: string;
  readonly entries: readonly ContentEntry[];
}

export interface FilesWish {
  readonly call: Invocation;
  readonly host: Host;
  readonly store: BackupStore;
  readonly pgdata: string;
  /** From the full backup to the one that is restored. */
  readonly contents: readonly Content[];
  readonly tablespaces: Tablespaces;
}

const filesAtOnce = 8;
/** Only in the backup; the links are there without the map, and with it a server would lead them back to the old folders. */
const inBackupOnly = ['database_map', 'tablespace_map'];

/** Folders and links first, then files; of each file the newest that the chain has, page by page. */
export async function restoreFiles(wish: FilesWish): Promise<void> {
  const { call, host, pgdata, contents, tablespaces } = wish;
  const wanted = contents.at(-1)?.entries ?? [];
  const layers = contents.map(({ id, entries }) => ({ id, files: new Map(entries.map((entry) => [entry.path, entry])) }));
  const known = await host.call('list', { path: pgdata }).catch(() => null);
  if (known === null) await host.call('mkdir', { path: pgdata, mode: 0o700 });
  for (const entry of wanted.filter(isFolder).sort((one, other) => (one.path < other.path ? -1 : 1))) {
    const number = /^pg_tblspc\/(\d+)$/.exec(entry.path)?.[1];
    const folder = number === undefined ? undefined : tablespaces.get(number);
    const path = join(pgdata, entry.path);
    if (folder === undefined) {
      if (entry.path === 'pg_wal' && call.options.text('waldir') !== undefined) await linkWal(wish, path);
      else await host.call('mkdir', { path, mode: entry.mode });
    } else {
      await host.call('mkdir', { path: folder, mode: 0o700 });
      await host.call('symlink', { target: folder, path });
    }
  }
  const files = wanted.filter((entry) => !isFolder(entry) && !inBackupOnly.includes(entry.path));
  await each(files, filesAtOnce, async (entry, index) => {
    if (call.interrupted.aborted) call.log.fail('Interrupted during restore');
    if (call.options.flag('progress')) call.log.info(`Progress: (${index + 1}/${files.length}). Restore file "${entry.path}"`);
    const of = layers.flatMap(({ id, files: there }) => {
      const found = there.get(entry.path);
      return found === undefined || found.size < 0 ? [] : [{ id, entry: found }];
    });
    if (entry.dataFile) await restorePages(wish, entry, of);
    else await restoreWhole(wish, entry, of.at(-1));
  });
}

async function linkWal({ call, host }: FilesWish, path: string): Promise<void> {
  const folder = call.options.text('waldir') ?? '';
  await host.call('mkdir', { path: folder, mode: 0o700 });
  await host.call('symlink', { target: folder, path });
}

interface Layer {
  readonly id: string;
  readonly entry: ContentEntry;
}

const batchPages = 512;

/** The layers one over the other, oldest first; then the length that the newest knows. */
async function restorePages({ host, store, pgdata }: FilesWish, entry: ContentEntry, layers: readonly Layer[]): Promise<void> {
  const path = join(pgdata, entry.path);
  await host.call('write', { path, mode: entry.mode, offset: 0, sync: false }, Buffer.alloc(0));
  for (const { id } of layers) {
    let first = 0;
    let pages: Buffer[] = [];
    const flush = async (): Promise<void> => {
      if (pages.length === 0) return;
      await host.call('writeAt', { path, mode: entry.mode, offset: first * pageBytes }, Buffer.concat(pages));
      pages = [];
    };
    for await (const stored of readBlocks(join(store.files(id).database, entry.path))) {
      if (stored.block !== first + pages.length || pages.length >= batchPages) {
        await flush();
        first = stored.block;
      }
      pages.push(unpackBlock(stored));
    }
    await flush();
  }
  await host.call('truncate', { path, size: (entry.blocks ?? 0) * pageBytes });
}

async function restoreWhole(wish: FilesWish, entry: ContentEntry, layer: Layer | undefined): Promise<void> {
  const { call, host, store, pgdata } = wish;
  if (layer === undefined) return call.log.fail(`Failed to find nonedata file "${entry.path}" in parent chain`);
  const content = await readFile(join(store.files(layer.id).database, entry.path));
  await host.call('write', { path: join(pgdata, entry.path), mode: entry.mode, offset: 0, sync: false }, content);
}
