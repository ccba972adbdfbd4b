import { databaseNodes, type Node, type Topology } from '@tamada/core/topology';
import { lagBytes } from './lsn.ts';
import type { NodeStatus } from './node-status.ts';
import type { Observation } from './observation.ts';
import { replicationState } from './replication.ts';

export type MemberState = 'leader' | 'sync_standby' | 'replica';

/** One member of the database cluster. */
export interface MemberSummary {
  readonly name: string;
  readonly datacenter: string;
  /** By the DCS where there is a view of it, else by what the member says; null where nobody knows. */
  readonly state: MemberState | null;
  readonly running: boolean;
  readonly timeline: number | null;
  /** Bytes of WAL that the member has not replayed; 0 for the leader, null where unknown. */
  readonly lagBytes: number | null;
  readonly replication: string | null;
  readonly lsn: string | null;
  readonly pendingRestart: boolean;
  /** Why the member is not running, or where the knowledge comes from; empty for a healthy one. */
  readonly note: string;
}

type Dcs = NonNullable<NodeStatus['dcs']>;
type Member = NonNullable<NodeStatus['member']>;

/** All members in the topology's order. */
export function memberSummaries(topology: Topology, observations: readonly Observation[]): readonly MemberSummary[] {
  const dcs = dcsView(observations);
  const leaderName = dcs?.leader ?? '';
  const leader = memberOf(observations, leaderName);
  return databaseNodes(topology).map((node) => summary(node, observations, dcs, leader));
}

/** The DCS as a node in the majority sees it: one with a leader key, else any. */
export function dcsView(observations: readonly Observation[]): Dcs | null {
  const views = observations.flatMap(({ status }) =>
    status?.dcs == null ? [] : [{ dcs: status.dcs, quorum: status.consul?.leader !== '' }],
  );
  const best = views.find(({ dcs, quorum }) => quorum && dcs.leader !== '') ?? views.find(({ quorum }) => quorum) ?? views[0];
  return best?.dcs ?? null;
}

/** PostgreSQL runs. Newer Patronis call a replica that does and replicates `streaming`. */
export function runs(member: Pick<Member, 'reachable' | 'state'>): boolean {
  return member.reachable && (member.state === 'running' || member.state === 'streaming');
}

/** What Patroni calls the leader's role; `master` before 4.0. */
export function saysLeader(member: Member): boolean {
  return member.role === 'master' || member.role === 'primary';
}

function memberOf(observations: readonly Observation[], name: string): Member | null {
  return observations.find((observation) => observation.node === name)?.status?.member ?? null;
}

function summary(node: Node, observations: readonly Observation[], dcs: Dcs | null, leader: Member | null): MemberSummary {
  const observation = observations.find((candidate) => candidate.node === node.name);
  const member = observation?.status?.member ?? null;
  const base = { name: node.name, datacenter: node.datacenter };
  if (!member?.reachable) {
    const known = dcs?.members.includes(node.name) === true;
    const agentOnly = observation?.status === null && observation.hostUp;
    return {
      ...base,
      state: dcs === null ? null : dcsState(dcs, node.name),
      running: known && agentOnly,
      timeline: null,
      lagBytes: null,
      replication: null,
      lsn: null,
      pendingRestart: false,
      note: absence(observation, member, known),
    };
  }
  const state = dcs === null ? ownState(member) : dcsState(dcs, node.name);
  const running = runs(member);
  return {
    ...base,
    state,
    running,
    timeline: member.timeline === 0 ? null : member.timeline,
    lagBytes: state === 'leader' ? 0 : leader === null ? null : lagBytes(leader.lsn, member.lsn),
    replication: replicationState(node.name, member, leader) || null,
    lsn: member.lsn === '' ? null : member.lsn,
    pendingRestart: member.pendingRestart,
    note: running ? '' : member.state,
  };
}

function dcsState(dcs: Dcs, name: string): MemberState {
  if (dcs.leader === name) return 'leader';
  return dcs.syncStandbys.includes(name) ? 'sync_standby' : 'replica';
}

function ownState(member: Member): MemberState {
  if (saysLeader(member)) return 'leader';
  return member.syncStandby ? 'sync_standby' : 'replica';
}

function absence(observation: Observation | undefined, member: Member | null, known: boolean): string {
  if (observation === undefined) return 'not asked';
  if (observation.status === null) return known ? `${observation.problem}; Patroni's key is in Consul` : observation.problem;
  return member?.problem === undefined || member.problem === '' ? 'Patroni does not answer' : member.problem;
}
