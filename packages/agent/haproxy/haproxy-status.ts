import type { HaproxySaid } from '@tamada/core/view';
import { errnoOf } from '../observe/errno.ts';
import { askHaproxy } from './ask.ts';
import { readFrontends } from './read-frontends.ts';
import { readServers, serverQuestions } from './read-servers.ts';

/** Where the rendered configuration puts the runtime socket. */
export const runtimeSocket = '/run/haproxy/tamada.sock';

/** The node's HAProxy as it tells of itself. Rejects where it says nothing within `timeoutMs`, or nothing that can be read. */
export async function haproxyStatus(socket: string, timeoutMs: number, signal?: AbortSignal): Promise<HaproxySaid> {
  const answer = await askHaproxy(socket, serverQuestions, timeoutMs, signal).catch((error: unknown) => {
    throw inWords(error);
  });
  const servers = readServers(answer);
  if (servers.length === 0) throw new Error('it tells of no servers');
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
