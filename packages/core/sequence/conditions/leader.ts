import { runs, saysLeader, type NodeStatus } from '@tamada/core/verdict';
import type { ConditionState } from '../condition.ts';

/** The status of the member that holds the leader key and runs as leader; undefined while there is none. */
export function runningLeader(members: readonly string[], statuses: ReadonlyMap<string, NodeStatus>): NodeStatus | undefined {
  return members.map((member) => statuses.get(member)).find((status) => status !== undefined && runsAsLeader(status));
}

export function leaderRuns(members: readonly string[], statuses: ReadonlyMap<string, NodeStatus>): ConditionState {
  const leader = runningLeader(members, statuses);
  if (leader !== undefined) return { met: true, line: `the leader is ${leader.node}` };
  const expected = members.filter((member) => !neverRan(statuses.get(member)));
  const told = expected.length > 0 ? expected : members;
  return { met: false, line: told.map((member) => `${member}: ${memberWords(statuses.get(member))}`).join('; ') };
}

/** Its turn comes after the leader's. */
function neverRan(status: NodeStatus | undefined): boolean {
  return status?.member?.reachable === false && !status.member.established;
}

/** How a member stands, in Patroni's words. */
export function memberWords(status: NodeStatus | undefined): string {
  if (status === undefined) return 'agent does not answer';
  const member = status.member;
  if (member?.reachable !== true) return `Patroni does not answer${member?.problem ? ` (${member.problem})` : ''}`;
  return member.role === '' ? member.state : `${member.state} (${member.role})`;
}

export function isRunning(status: NodeStatus): boolean {
  return status.member !== null && runs(status.member);
}

function runsAsLeader(status: NodeStatus): boolean {
  return status.member !== null && isRunning(status) && saysLeader(status.member) && status.dcs?.leader === status.node;
}
