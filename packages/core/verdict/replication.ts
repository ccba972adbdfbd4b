import type { NodeStatus } from './node-status.ts';

type Member = NonNullable<NodeStatus['member']>;

/** How a replica gets its WAL, in PostgreSQL's words; empty for not at all. Patroni before 3.1 leaves that to the leader's list. */
export function replicationState(name: string, member: Member, leader: Member | null): string {
  if (member.replicationState !== '') return member.replicationState;
  return leader?.standbys.find((standby) => standby.name === name)?.state ?? '';
}
