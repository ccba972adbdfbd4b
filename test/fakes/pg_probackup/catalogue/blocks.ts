import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { readSome } from '../files/operations.ts';
import { pageBytes } from '../postgres/page.ts';

/** A data file in a backup: number and length of each page before it; length 0 is a page that nobody wrote yet. */
export interface StoredBlock {
  readonly block: number;
  readonly bytes: Buffer;
}

export function printBlockHead(block: number, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(block, 0);
  head.writeUInt32LE(length, 4);
  return head;
}

const chunkBytes = 4 * 1024 * 1024;

/** The blocks of a file in a backup, in order, as they are stored. Throws `RangeError` when the file ends in the middle. */
export async function* readBlocks(path: string): AsyncGenerator<StoredBlock> {
  const file = await open(path);
  try {
    yield* blocksOf(file);
  } finally {
    await file.close();
  }
}

async function* blocksOf(file: FileHandle): AsyncGenerator<StoredBlock> {
  let rest: Buffer = Buffer.alloc(0);
  for (let offset = 0; ;) {
    const chunk = await readSome(file, offset, chunkBytes);
    offset += chunk.length;
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 8) {
      const length = rest.readUInt32LE(4);
      if (length > pageBytes) throw new RangeError('no page is that long');
      if (rest.length < 8 + length) break;
      yield { block: rest.readUInt32LE(0), bytes: rest.subarray(8, 8 + length) };
      rest = rest.subarray(8 + length);
    }
    if (chunk.length > 0) continue;
    if (rest.length > 0) throw new RangeError('the file ends within a page');
    return;
  }
}

/** The page as it was. Throws what zlib says of one that is damaged. */
export function unpackBlock({ bytes }: StoredBlock): Buffer {
  if (bytes.length === 0) return Buffer.alloc(pageBytes);
  return bytes.length === pageBytes ? bytes : inflateSync(bytes);
}
