import { describeError, errorDetail, type ErrorDetail } from '@tamada/core/errors';
import type { NodeStatus, Observation, Silence } from '@tamada/core/view';
import type { AgentClient, CallOptions } from '@tamada/wire';
import type { Connections } from './connections.ts';

/** Part of the deadline: so much of it is left when a busy agent answers with what it has. */
const wayBackMs = 1_000;

/** One agent's look at its node; the agent waits for slow parts as long as the call's deadline allows. */
export function askStatus(client: AgentClient, options: CallOptions): Promise<NodeStatus> {
  const { deadlineMs } = options;
  return client.getStatus({ patienceMs: Math.floor(Math.max(deadlineMs - wayBackMs, deadlineMs * 0.7)) }, options);
}

/** What every one of the nodes says, or its silence; one that is silent costs the others nothing. */
export function lookAt(
  connections: Connections,
  nodes: readonly string[],
  options: Partial<CallOptions> = {},
): Promise<readonly Observation[]> {
  return Promise.all(nodes.map((node) => lookAtOne(connections, node, options)));
}

async function lookAtOne(connections: Connections, node: string, options: Partial<CallOptions>): Promise<Observation> {
  const startMs = performance.now();
  try {
    return { node, status: await connections.ask(node, askStatus, options) };
  } catch (error) {
    const detail = errorDetail(error);
    return { node, status: null, silence: silenceOf(detail, Math.round(performance.now() - startMs)), heard: wasHeard(detail) };
  }
}

/** That a host refuses the connection is evidence: it is up, its agent is not. */
function silenceOf(detail: ErrorDetail, waitedMs: number): Silence {
  if (detail.code !== 'node_unreachable') return { answer: 'silent', why: 'failed', problem: describeError(detail).message, waitedMs };
  return { answer: 'silent', why: detail.host === 'up' ? 'refused' : 'timeout', problem: detail.problem, waitedMs };
}

/** Something answered, be it with an error. */
function wasHeard(detail: ErrorDetail): boolean {
  if (detail.code === 'node_unreachable') return detail.host !== 'unknown';
  return detail.code !== 'cancelled';
}
