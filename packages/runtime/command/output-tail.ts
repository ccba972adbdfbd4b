import type { Readable } from 'node:stream';

/** Collects the end of a stream, at most `limit` bytes. */
export function outputTail(stream: Readable, limit: number): { readonly text: () => string; readonly truncated: () => boolean } {
  let chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    // Cut at twice the limit, so that the copying stays linear.
    if (size > 2 * limit) {
      cut = true;
      chunks = [Buffer.concat(chunks).subarray(-limit)];
      size = limit;
    }
  });
  // The process's end decides; a broken pipe only ends the output.
  stream.on('error', () => undefined);
  return {
    text: () => Buffer.concat(chunks).subarray(-limit).toString('utf8'),
    truncated: () => cut || size > limit,
  };
}
