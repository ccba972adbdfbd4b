import { TamadaError } from '@tamada/core/errors';
import { evaluateCondition, runningLeader } from '@tamada/core/sequence';
import type { NodeStatus } from '@tamada/core/verdict';
import { until } from '@tamada/runtime';
import type { CallOptions } from '@tamada/wire';
import type { Connections } from '../connections/index.ts';
import type { TaskControl } from '../runner/index.ts';
import { persist } from './persist.ts';

const intervalMs = 300;
const leaderWithinMs = 60_000;
const patientMs = 10_000;

/** What those of the nodes say that answer. */
export async function observe(
  connections: Connections,
  nodes: readonly string[],
  options: Partial<CallOptions> = {},
): Promise<readonly NodeStatus[]> {
  const replies = await connections.askAll(nodes, (client, call) => client.getStatus({}, call), options);
  // A look that was cut off has seen nothing: better none than one in which everybody is silent.
  options.signal?.throwIfAborted();
  return replies.flatMap((reply) => (reply.ok ? [reply.value] : []));
}

/** What every one of the nodes says, with patience for a busy host; a silent one is an error, for decisions that must not miss anybody. */
export async function observeEach(
  connections: Connections,
  nodes: readonly string[],
  control: TaskControl,
): Promise<readonly NodeStatus[]> {
  const options = { deadlineMs: patientMs, signal: control.signal };
  return Promise.all(
    nodes.map((node) => persist(() => connections.ask(node, (client, call) => client.getStatus({}, call), options), control)),
  );
}

/** The member that leads; a failover may be at work, so it is waited for. */
export async function awaitLeader(
  connections: Connections,
  members: readonly string[],
  { progress, signal }: TaskControl,
): Promise<string> {
  return until<string>({
    condition: 'a leader runs',
    intervalMs,
    deadlineMs: leaderWithinMs,
    signal,
    onSeen: progress,
    look: async (ends) => {
      const statuses = await observe(connections, members, { signal: ends });
      const leader = runningLeader(members, new Map(statuses.map((status) => [status.node, status])));
      if (leader !== undefined) return { ready: true, value: leader.node };
      return { ready: false, seen: evaluateCondition({ kind: 'leader_runs', members }, statuses).line };
    },
  });
}

/** A node through which Consul can be worked with now; null while there is none. */
export async function healthyConsul(connections: Connections, servers: readonly string[]): Promise<string | null> {
  return (await healthyConsuls(connections, servers))[0] ?? null;
}

/** All of these nodes through which Consul can be worked with now. */
export async function healthyConsuls(connections: Connections, servers: readonly string[]): Promise<readonly string[]> {
  const statuses = await observe(connections, servers);
  return statuses.filter(({ consul }) => consul?.reachable === true && consul.leader !== '' && consul.aclReady).map(({ node }) => node);
}

export function noConsul(): TamadaError<'request_failed'> {
  return new TamadaError({ code: 'request_failed', program: 'consul', request: 'any', problem: 'no server answers that has a leader' });
}
