import { replicationState, type NodeStatus } from '@tamada/core/verdict';
import type { Condition, ConditionState } from '../condition.ts';
import { isRunning, leaderRuns, memberWords, runningLeader } from './leader.ts';
import { unless } from './state.ts';

/** Everybody but the leader streams on the leader's timeline. */
export function membersStream(members: readonly string[], statuses: ReadonlyMap<string, NodeStatus>): ConditionState {
  const leader = runningLeader(members, statuses);
  if (leader === undefined) return leaderRuns(members, statuses);
  const replicas = members.filter((member) => member !== leader.node);
  const missing = replicas.flatMap((replica) => replicaProblem(replica, leader, statuses.get(replica)));
  return unless(missing, `${String(replicas.length)} replicas stream from ${leader.node} on timeline ${String(leader.member?.timeline)}`);
}

/** The synchronous standbys that Patroni has agreed on are enough, run, and stand where the guarantee wants one. */
export function syncGuaranteed(
  { guarantee, members, standbys }: Extract<Condition, { kind: 'sync_guaranteed' }>,
  statuses: ReadonlyMap<string, NodeStatus>,
): ConditionState {
  const names = members.map((member) => member.name);
  const leader = runningLeader(names, statuses);
  if (leader === undefined) return leaderRuns(names, statuses);
  const sync = leader.dcs?.syncStandbys ?? [];
  const place = new Map(members.map((member) => [member.name, member.datacenter]));
  const missing = sync.flatMap((standby) => replicaProblem(standby, leader, statuses.get(standby)));
  const now = sync.length === 0 ? 'none' : sync.join(', ');
  if (sync.length < standbys) missing.push(`${String(standbys)} synchronous standbys are wanted, there is: ${now}`);
  if (guarantee === 'datacenter' && !sync.some((standby) => place.has(standby) && place.get(standby) !== place.get(leader.node)))
    missing.push(`no synchronous standby outside ${place.get(leader.node) ?? ''}, there is: ${now}`);
  return unless(missing, `synchronous standbys of ${leader.node}: ${now}`);
}

function replicaProblem(replica: string, leader: NodeStatus, status: NodeStatus | undefined): string[] {
  if (status === undefined || status.member === null || !isRunning(status)) return [`${replica}: ${memberWords(status)}`];
  const timeline = leader.member?.timeline;
  if (status.member.timeline !== timeline) {
    return [`${replica}: on timeline ${String(status.member.timeline)} instead of ${String(timeline)}`];
  }
  return replicationState(replica, status.member, leader.member) === 'streaming' ? [] : [`${replica}: runs, does not stream yet`];
}
