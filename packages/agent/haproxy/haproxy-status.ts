import { connect } from 'node:net';
import type { HaproxySaid } from '@tamada/core/view';
import { errnoOf } from '@tamada/runtime';
import { readFrontends, readServers, serverQuestions } from './read-answer.ts';

/** Where the rendered configuration puts the runtime socket. */
export const runtimeSocket = '/run/haproxy/tamada.sock';

/** What the node's HAProxy says of itself. Rejects without a readable answer within `timeoutMs`. */
export async function haproxyStatus(socket: string, timeoutMs: number, signal?: AbortSignal): Promise<HaproxySaid> {
  const answer = await askHaproxy(socket, serverQuestions, timeoutMs, signal).catch((error: unknown) => {
    throw inWords(error);
  });
  const servers = readServers(answer);
  if (servers.length === 0) throw new Error('it lists no servers');
  return { servers, frontends: readFrontends(answer) };
}

const words: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it has no runtime socket'],
  ['ECONNREFUSED', 'nobody listens on its runtime socket'],
]);

function inWords(error: unknown): unknown {
  const code = errnoOf(error);
  const problem = words.get(code);
  return problem === undefined ? error : Object.assign(new Error(problem, { cause: error }), { code });
}

/** Far more than a runtime socket says of our few servers. */
const mostBytes = 4 * 1024 * 1024;

/** Sends one line of commands to HAProxy's runtime socket; resolves with the whole answer, rejects where that takes too long. */
function askHaproxy(path: string, commands: string, timeoutMs: number, signal?: AbortSignal): Promise<string> {
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
      reject(new Error('it closed the connection'));
    });
  });
}
