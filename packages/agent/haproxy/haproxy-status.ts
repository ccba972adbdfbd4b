import type { NodeStatus } from '@tamada/core/verdict';
import { askHaproxy } from './ask.ts';
import { readServers, serverQuestions } from './read-servers.ts';

type HaproxyStatus = NonNullable<NodeStatus['haproxy']>;

/** Where the rendered configuration puts the runtime socket. */
export const runtimeSocket = '/run/haproxy/tamada.sock';

/** The node's HAProxy as it tells of itself; done within `timeoutMs`. */
export async function haproxyStatus(socket: string, timeoutMs: number): Promise<HaproxyStatus> {
  try {
    const servers = readServers(await askHaproxy(socket, serverQuestions, timeoutMs));
    return servers.length === 0 ? failed('it tells of no servers') : { reachable: true, problem: '', servers };
  } catch (error) {
    return failed(words(error));
  }
}

function failed(problem: string): HaproxyStatus {
  return { reachable: false, problem, servers: [] };
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'it has no runtime socket';
  return code === 'ECONNREFUSED' ? 'nobody listens on its runtime socket' : error.message;
}
