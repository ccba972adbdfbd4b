import { serversUp, writeBackend, type NodeStatus } from '@tamada/core/verdict';
import type { Condition, ConditionState } from '../condition.ts';
import { leaderRuns, runningLeader } from './leader.ts';
import { unless } from './state.ts';

type Statuses = ReadonlyMap<string, NodeStatus>;

/** From every host 5555 leads to the leader, and to nobody else. */
export function rwLeadsToLeader(hosts: readonly string[], statuses: Statuses): ConditionState {
  const leader = runningLeader(hosts, statuses);
  if (leader === undefined) return leaderRuns(hosts, statuses);
  return unless(
    hosts.flatMap((host) => leadProblem(host, leader.node, statuses.get(host))),
    `5555 leads to ${leader.node} from ${String(hosts.length)} hosts`,
  );
}

/** Every VIP is held once, where the leader stands by its host. */
export function vipsHeld({ vips, members }: Extract<Condition, { kind: 'vips_held' }>, statuses: Statuses): ConditionState {
  const leader = runningLeader(members, statuses);
  if (leader === undefined) return leaderRuns(members, statuses);
  const held = vips.map((vip) => ({ ...vip, holders: vip.hosts.filter((host) => statuses.get(host)?.addresses.includes(vip.address)) }));
  return unless(
    held.flatMap(({ address, hosts, holders }) => holdProblem(address, hosts, holders, leader.node, statuses)),
    held.map(({ address, holders }) => `${address} on ${holders.join()}`).join(', '),
  );
}

function leadProblem(host: string, leader: string, status: NodeStatus | undefined): string[] {
  if (status === undefined) return [`${host}: agent does not answer`];
  const { haproxy } = status;
  if (haproxy?.reachable !== true) return [`${host}: HAProxy does not answer${haproxy?.problem ? ` (${haproxy.problem})` : ''}`];
  const up = serversUp(haproxy, writeBackend);
  if (up.length === 1 && up[0] === leader) return [];
  return [`${host}: 5555 leads ${up.length === 0 ? 'nowhere' : `to ${up.join(', ')}`} instead of ${leader}`];
}

function holdProblem(
  address: string,
  hosts: readonly string[],
  holders: readonly string[],
  leader: string,
  statuses: Statuses,
): readonly string[] {
  const silent = hosts.filter((host) => !statuses.has(host)).map((host) => `${host}: agent does not answer`);
  if (holders.length > 1) return [`${address} is held by ${holders.join(' and ')}`, ...silent];
  if (holders.length === 0) return [`${address} is held by neither of ${hosts.join(', ')}`, ...silent];
  return hosts.includes(leader) && !holders.includes(leader) ? [`${address} is on ${holders.join()}, the leader is ${leader}`] : silent;
}
