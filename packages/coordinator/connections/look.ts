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

/** So many times longer than the slowest of the others is waited for a host that is not heard. */
const spare = 3;

/**
 * What every one of the nodes says, or its silence; one that is silent costs the others nothing. Which silence is long the others tell: where
 * they answer at once, a host that is not heard is given up early; on a busy machine, or one that is cut off from all, it gets its full time.
 */
export function lookAt(
  connections: Connections,
  nodes: readonly string[],
  options: Partial<CallOptions> = {},
): Promise<readonly Observation[]> {
  const startMs = performance.now();
  let answered = 0;
  let slowestMs = 0;
  const patient = (): boolean => answered * 2 < nodes.length - 1 || performance.now() - startMs < spare * slowestMs;
  return Promise.all(
    nodes.map(async (node) => {
      const seen = await lookAtOne(connections, node, { patient, ...options });
      if (seen.heard) [answered, slowestMs] = [answered + 1, performance.now() - startMs];
      return seen.observation;
    }),
  );
}

interface Seen {
  readonly heard: boolean;
  readonly observation: Observation;
}

async function lookAtOne(connections: Connections, node: string, options: Partial<CallOptions>): Promise<Seen> {
  const startMs = performance.now();
  try {
    return { heard: true, observation: { node, status: await connections.ask(node, askStatus, options) } };
  } catch (error) {
    const detail = errorDetail(error);
    const silence = silenceOf(detail, Math.round(performance.now() - startMs));
    const heard = wasHeard(detail);
    return { heard, observation: { node, status: null, silence, heard } };
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
