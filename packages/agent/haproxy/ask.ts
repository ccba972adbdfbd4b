import { connect } from 'node:net';

/** More than a runtime socket tells of the few servers that there are. */
const mostBytes = 4 * 1024 * 1024;

/** One line of commands to HAProxy's runtime socket, and all that it answers; rejects where that takes too long. */
export function askHaproxy(path: string, commands: string, timeoutMs: number, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const socket = connect({ path, ...(signal === undefined ? {} : { signal }) });
    // The whole answer must be there in time, not only its first byte.
    const tooLate = Object.assign(new Error(`no answer within ${timeoutMs} ms`), { code: 'ETIMEDOUT' });
    const late = setTimeout(() => socket.destroy(tooLate), timeoutMs);
    socket.on('connect', () => socket.write(`${commands}\n`));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostBytes) socket.destroy(new Error('the answer does not end'));
    });
    socket.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(late);
      reject(new Error('it hung up'));
    });
  });
}
