import type { NodeStatus } from '@tamada/core/verdict';
import { askHaproxy } from './ask.ts';
import { readFrontends } from './read-frontends.ts';
import { readServers, serverQuestions } from './read-servers.ts';

type HaproxyStatus = NonNullable<NodeStatus['haproxy']>;

/** Where the rendered configuration puts the runtime socket. */
export const runtimeSocket = '/run/haproxy/tamada.sock';

/** The node's HAProxy as it tells of itself; done within `timeoutMs`. */
export async function haproxyStatus(socket: string, timeoutMs: number): Promise<HaproxyStatus> {
  try {
    const answer = await askHaproxy(socket, serverQuestions, timeoutMs);
    const servers = readServers(answer);
    if (servers.length === 0) return failed('it tells of no servers');
    return { reachable: true, problem: '', servers, frontends: readFrontends(answer) };
  } catch (error) {
    return failed(words(error));
  }
}

function failed(problem: string): HaproxyStatus {
  return { reachable: false, problem, servers: [], frontends: [] };
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'it has no runtime socket';
  return code === 'ECONNREFUSED' ? 'nobody listens on its runtime socket' : error.message;
}
