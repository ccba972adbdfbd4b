import type { Readable } from 'node:stream';

/** What client and agent say to each other: a JSON object and bytes, each with its length before it. */
export interface Frame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
}

/** The agent's first word, before its greeting. */
export const magic = Buffer.from('PBKA');

export function printFrame({ head, bytes }: Frame): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(json.length, 0);
  lengths.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([lengths, json, bytes]);
}

/** Gives whole pieces of a stream, in order; null at its end. */
export class PieceReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async take(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = [this.rest];
    let have = this.rest.length;
    while (have < length) {
      const next = await this.chunks.next();
      if (next.done === true) return null;
      parts.push(next.value);
      have += next.value.length;
    }
    const all = parts.length === 1 ? this.rest : Buffer.concat(parts);
    this.rest = all.subarray(length);
    return all.subarray(0, length);
  }

  async frame(): Promise<Frame | null> {
    const lengths = await this.take(8);
    if (lengths === null) return null;
    const json = await this.take(lengths.readUInt32BE(0));
    const bytes = await this.take(lengths.readUInt32BE(4));
    if (json === null || bytes === null) return null;
    return { head: JSON.parse(json.toString()) as Frame['head'], bytes };
  }
}
