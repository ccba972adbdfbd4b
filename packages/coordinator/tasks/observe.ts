import { TamadaError } from '@tamada/core/errors';
import { conditionNodes, describeCondition, evaluateCondition, type Condition } from '@tamada/core/sequence';
import { consulServers, type Topology } from '@tamada/core/topology';
import { clusterView, type ClusterView, type NodeStatus, said } from '@tamada/core/view';
import { until } from '@tamada/runtime';
import type { CallOptions } from '@tamada/wire';
import { askStatus, lookAt } from '../connections/look.ts';
import type { Connections } from '../connections/connections.ts';
import type { TaskControl } from '../runner/run-sequence.ts';
import { persist } from './persist.ts';
import type { TaskExecutor } from './tools.ts';

const intervalMs = 300;
const leaderWithinMs = 60_000;
const patientMs = 10_000;

/** Through what a cluster is looked at. */
export interface Sight {
  readonly topology: Topology;
  readonly connections: Connections;
}

/** The cluster by what these nodes say, and by their silence. */
export async function observe(
  { topology, connections }: Sight,
  nodes: readonly string[],
  options: Partial<CallOptions> = {},
): Promise<ClusterView> {
  const observations = await lookAt(connections, nodes, options);
  // A look that was cut off has seen nothing: better none than one in which everybody is silent.
  options.signal?.throwIfAborted();
  return clusterView(topology, observations);
}

/** What every one of the nodes says, with patience for a busy host; a silent one is an error, for decisions that must not miss anybody. */
export async function observeEach(
  connections: Connections,
  nodes: readonly string[],
  control: TaskControl,
): Promise<readonly NodeStatus[]> {
  const options = { deadlineMs: patientMs, signal: control.signal };
  return Promise.all(nodes.map((node) => persist(() => connections.ask(node, askStatus, options), control)));
}

/** Looks until the condition is met; the view in which it was, and its status line. */
function untilMet(
  sight: Sight,
  condition: Condition,
  withinMs: number,
  { progress, signal }: TaskControl,
): Promise<{ readonly view: ClusterView; readonly line: string }> {
  return until({
    condition: describeCondition(condition),
    intervalMs,
    deadlineMs: withinMs,
    signal,
    onSeen: progress,
    look: async (ends) => {
      const view = await observe(sight, conditionNodes(condition), { signal: ends });
      const { is, line } = evaluateCondition(condition, view);
      return is === 'met' ? { ready: true, value: { view, line } } : { ready: false, seen: line };
    },
  });
}

export const waitFor: TaskExecutor<'wait_for'> = async ({ condition, withinMs }, tools, control) => {
  const { line } = await untilMet(tools, condition, withinMs, control);
  return { changed: false, note: line };
};

/** The member that leads; a failover may be at work, so it is waited for. */
export async function awaitLeader(sight: Sight, members: readonly string[], control: TaskControl): Promise<string> {
  const { view } = await untilMet(sight, { kind: 'leader_runs', members }, leaderWithinMs, control);
  return view.leader.name ?? '';
}

/** A node through which Consul can be worked with now; null while there is none. */
export async function healthyConsul(sight: Sight): Promise<string | null> {
  return (await healthyConsuls(sight))[0] ?? null;
}

/** All nodes through which Consul can be worked with now. */
export async function healthyConsuls(sight: Sight): Promise<readonly string[]> {
  const servers = consulServers(sight.topology).map(({ name }) => name);
  const { nodes } = await observe(sight, servers);
  const healthy = nodes.filter(({ status }) => {
    const consul = said(status?.consul);
    return consul?.leader != null && consul.tokenWorks === true;
  });
  return healthy.map(({ name }) => name);
}

export function noConsul(): TamadaError<'request_failed'> {
  return new TamadaError({
    code: 'request_failed',
    program: 'consul',
    request: 'any',
    problem: 'no Consul server that answers has a leader',
  });
}
