import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, open, readdir, readFile, readlink, rename, rm, stat, symlink, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync, gunzipSync, constants as zlibConstants } from 'node:zlib';
import { setTimeout } from 'node:timers/promises';
import { firstBlock, isNewPage, pageBytes, pageChecksum, pageLsn, storedChecksum } from '../postgres/page.ts';
import { parseLsn } from '../wal/position.ts';

/** Everything that is done with files of either side, so that the other side can be another host. Parameters and answers are JSON and bytes. */

export interface TreeEntry {
  /** Relative to the root. */
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly linked: string | null;
}

export interface PagesWish {
  readonly path: string;
  /** Relative to the data directory: its name tells the block numbers. */
  readonly name: string;
  readonly from: number;
  readonly count: number;
  /** Pages older than this are passed over, if they stand below `known`. */
  readonly since: string | null;
  readonly known: number;
  readonly checksums: boolean;
  /** 0 to 9, or null for pages as they are. */
  readonly level: number | null;
}

/** How often a page is read again that somebody may be writing. */
const pageAttempts = 100;

export const operations = {
  async canAccess({ path }: { readonly path: string }) {
    await access(path, constants.F_OK);
    return {};
  },
  async stat({ path }: { readonly path: string }) {
    const { size, mode, mtimeMs } = await stat(path);
    return { size, mode, mtimeMs };
  },
  async sameFile({ one, other }: { readonly one: string; readonly other: string }) {
    const [first, second] = await Promise.all([stat(one), stat(other)]);
    return { same: first.dev === second.dev && first.ino === second.ino };
  },
  async list({ path }: { readonly path: string }) {
    return { names: await readdir(path) };
  },
  async read({ path, offset = 0, length }: { readonly path: string; readonly offset?: number; readonly length?: number }) {
    if (length === undefined) return { bytes: await readFile(path) };
    const file = await open(path);
    try {
      return { bytes: await readSome(file, offset, length) };
    } finally {
      await file.close();
    }
  },
  /** All files and folders below, but for what is in the closed ones. Nothing that goes away meanwhile is an error. */
  async tree({ root, closed }: { readonly root: string; readonly closed: readonly string[] }) {
    const entries: TreeEntry[] = [];
    if (!(await stat(root)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
    await walk(root, '', closed, entries);
    return { entries };
  },
  async pages(wish: PagesWish) {
    return readPages(wish);
  },
  /** Of what the file holds once it is unpacked. */
  async checksum({ path, packed }: { readonly path: string; readonly packed: boolean }) {
    const content = await readFile(path);
    const plain = packed ? unpack(content) : content;
    return { crc: crc32(plain), size: plain.length };
  },
  /** Makes a file that must not be there yet. */
  async createNew({ path, mode }: { readonly path: string; readonly mode: number }) {
    const file = await open(path, 'wx', mode);
    await file.close();
    return {};
  },
  async write(
    { path, mode, offset, sync }: { readonly path: string; readonly mode: number; readonly offset: number; readonly sync: boolean },
    bytes: Buffer,
  ) {
    const file = await open(path, offset === 0 ? 'w' : 'r+', mode & 0o7777);
    try {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, offset + written);
        written += bytesWritten;
      }
      await file.chmod(mode & 0o7777);
      if (sync) await file.sync();
    } finally {
      await file.close();
    }
    return {};
  },
  /** Writes into a file that is there, or makes it. */
  async writeAt({ path, mode, offset }: { readonly path: string; readonly mode: number; readonly offset: number }, bytes: Buffer) {
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT, mode & 0o7777);
    try {
      await file.write(bytes, 0, bytes.length, offset);
    } finally {
      await file.close();
    }
    return {};
  },
  async truncate({ path, size }: { readonly path: string; readonly size: number }) {
    await truncate(path, size);
    return {};
  },
  async rename({ from, to }: { readonly from: string; readonly to: string }) {
    await rename(from, to);
    return {};
  },
  async remove({ path }: { readonly path: string }) {
    await rm(path);
    return {};
  },
  async mkdir({ path, mode }: { readonly path: string; readonly mode: number }) {
    await mkdir(path, { recursive: true });
    await chmod(path, mode & 0o7777);
    return {};
  },
  async symlink({ target, path }: { readonly target: string; readonly path: string }) {
    await symlink(target, path);
    return {};
  },
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type Wish<Name extends OperationName> = Parameters<Operations[Name]>[0];
export type Answer<Name extends OperationName> = Awaited<ReturnType<Operations[Name]>>;

/** Also a file that was cut off gives what it has: so does the real one. */
export function unpack(content: Buffer): Buffer {
  return gunzipSync(content, { finishFlush: zlibConstants.Z_SYNC_FLUSH });
}

/** What a file has at a place, at most `length` bytes; room is taken only for what is there. */
export async function readSome(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const room = Math.min(length, (await file.stat()).size - offset);
  if (room <= 0) return Buffer.alloc(0);
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(room), 0, room, offset);
  return buffer.subarray(0, bytesRead);
}

async function walk(root: string, below: string, closed: readonly string[], entries: TreeEntry[]): Promise<void> {
  const names = await readdir(join(root, below)).catch(() => []);
  for (const name of names.sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    const found = await lstat(join(root, path)).catch(() => null);
    if (found === null) continue;
    const linked = found.isSymbolicLink() ? await readlink(join(root, path)).catch(() => null) : null;
    const real = linked === null ? found : await stat(join(root, path)).catch(() => null);
    if (real === null || !(real.isFile() || real.isDirectory())) continue;
    entries.push({ path, mode: real.mode, size: real.isFile() ? real.size : 0, linked: below === 'pg_tblspc' ? linked : null });
    if (real.isDirectory() && !closed.includes(path)) await walk(root, path, closed, entries);
  }
}

/** `blocks` tells number and length of each page in `bytes`; length 0 is a page that nobody wrote yet. `found`: how many pages were there. */
async function readPages({ path, name, from, count, since, known, checksums, level }: PagesWish): Promise<{
  readonly blocks: readonly (readonly [number, number])[];
  readonly found: number;
  readonly damaged: { readonly block: number; readonly calculated: number; readonly expected: number } | null;
  readonly bytes: Buffer;
}> {
  const oldest = since === null ? null : parseLsn(since);
  const file = await open(path);
  try {
    const read = async (block: number, pages: number): Promise<Buffer> => {
      const bytes = await readSome(file, block * pageBytes, pages * pageBytes);
      return bytes.subarray(0, Math.floor(bytes.length / pageBytes) * pageBytes);
    };
    const pages = await read(from, count);
    const blocks: (readonly [number, number])[] = [];
    const parts: Buffer[] = [];
    for (let at = 0; at * pageBytes < pages.length; at++) {
      const block = from + at;
      let page = pages.subarray(at * pageBytes, (at + 1) * pageBytes);
      if (isNewPage(page)) {
        blocks.push([block, 0]);
        continue;
      }
      for (let attempt = 1; checksums && storedChecksum(page) !== pageChecksum(page, firstBlock(name) + block); attempt++) {
        if (attempt === pageAttempts) {
          const damaged = { block, calculated: pageChecksum(page, firstBlock(name) + block), expected: storedChecksum(page) };
          return { blocks, found: at, damaged, bytes: Buffer.alloc(0) };
        }
        await setTimeout(attempt < 10 ? 1 : 10);
        page = await read(block, 1);
        if (page.length === 0) return { blocks, found: at, damaged: null, bytes: Buffer.concat(parts) };
      }
      if (oldest !== null && block < known && pageLsn(page) < oldest) continue;
      const packed = level === null || level === 0 ? page : deflateSync(page, { level });
      const kept = packed.length < pageBytes ? packed : Buffer.from(page);
      blocks.push([block, kept.length]);
      parts.push(kept);
    }
    return { blocks, found: pages.length / pageBytes, damaged: null, bytes: Buffer.concat(parts) };
  } finally {
    await file.close();
  }
}
