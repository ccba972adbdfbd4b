import type { NodeStatus } from '@tamada/core/verdict';
import type { ConditionState } from '../condition.ts';
import { unless } from './state.ts';

/** Every server knows of a leader; who votes is asked when there is a token. */
export function consulElected(servers: readonly string[], statuses: ReadonlyMap<string, NodeStatus>): ConditionState {
  return unless(
    servers.flatMap((server) => leaderProblem(server, statuses.get(server))),
    `all ${String(servers.length)} servers know a leader`,
  );
}

/** Every server sees the same leader and everybody as a voter that is alive. */
export function consulHasLeader(servers: readonly string[], statuses: ReadonlyMap<string, NodeStatus>): ConditionState {
  const missing = servers.flatMap((server) => serverProblem(server, servers, statuses.get(server)));
  const leaders = new Set(servers.map((server) => statuses.get(server)?.consul?.leader ?? ''));
  leaders.delete('');
  if (missing.length === 0 && leaders.size > 1) missing.push(`the servers disagree on the leader: ${[...leaders].sort().join(', ')}`);
  return unless(missing, `Consul's leader is ${[...leaders].join(', ')}, ${String(servers.length)} voters`);
}

/** The token of every agent works. */
export function aclReady(nodes: readonly string[], statuses: ReadonlyMap<string, NodeStatus>): ConditionState {
  const missing = nodes.filter((node) => statuses.get(node)?.consul?.aclReady !== true);
  return unless(
    missing.map((node) => `${node}: ${statuses.has(node) ? 'its Consul token does not work yet' : 'agent does not answer'}`),
    `Consul tokens work on ${String(nodes.length)} nodes`,
  );
}

function leaderProblem(server: string, status: NodeStatus | undefined): string[] {
  if (status === undefined) return [`${server}: agent does not answer`];
  const consul = status.consul;
  if (consul?.reachable !== true) return [`${server}: Consul does not answer${consul?.problem ? ` (${consul.problem})` : ''}`];
  return consul.leader === '' ? [`${server}: Consul has no leader`] : [];
}

function serverProblem(server: string, servers: readonly string[], status: NodeStatus | undefined): string[] {
  const problem = leaderProblem(server, status);
  if (problem.length > 0) return problem;
  const voters = (status?.consul?.servers ?? []).filter((peer) => peer.voter && peer.alive).map((peer) => peer.name);
  const absent = servers.filter((name) => !voters.includes(name));
  return absent.length === 0 ? [] : [`${server}: does not see as voter: ${absent.join(', ')}`];
}
