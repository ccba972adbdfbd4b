import type { Topology } from '@tamada/core/topology';
import { backupView, type BackupView } from './backup.ts';
import { consulView, type ConsulView } from './consul.ts';
import { dcsView, type DcsView } from './dcs.ts';
import { leaderView, type LeaderView } from './leader.ts';
import { memberViews, type MemberView } from './member.ts';
import { nodeViews, unanswered, type NodeView, type Unanswered } from './nodes.ts';
import type { Observation } from './nodes.ts';
import { trafficView, type HostView, type TrafficView } from './traffic.ts';
import type { Truth } from './truth.ts';
import { vipViews, type VipView } from './vip.ts';

/** The whole cluster, from what all agents said: everything that judges asks it, so that no two judgements can disagree. */
export interface ClusterView {
  readonly topology: Topology;
  readonly nodes: readonly NodeView[];
  readonly consul: ConsulView;
  readonly dcs: DcsView;
  readonly leader: LeaderView;
  /** The leader's PostgreSQL runs, and has been promoted. No: there is no leader, or it is known not to run. */
  readonly takesWrites: Truth;
  readonly members: readonly MemberView[];
  readonly traffic: TrafficView;
  readonly vips: readonly VipView[];
  readonly backup: BackupView;
  /** What was asked without an answer. */
  readonly unanswered: readonly Unanswered[];
}

/** Puts the answers together; a node without an observation counts as one that was not asked. */
export function clusterView(topology: Topology, observations: readonly Observation[]): ClusterView {
  const nodes = nodeViews(topology, observations);
  const dcs = dcsView(nodes);
  const leader = leaderView(nodes, dcs);
  const members = memberViews(topology, nodes, dcs, leader);
  return {
    topology,
    nodes,
    consul: consulView(topology, nodes),
    dcs,
    leader,
    takesWrites: takesWrites(leader, members),
    members,
    traffic: trafficView(topology, nodes),
    vips: vipViews(topology, nodes),
    backup: backupView(topology.backup !== null, nodes),
    unanswered: unanswered(nodes),
  };
}

/** The node of that name; undefined where the topology has none. */
export function nodeIn({ nodes }: ClusterView, name: string): NodeView | undefined {
  return nodes.find((node) => node.name === name);
}

/** Its agent says that the host is drained; one that is silent says nothing. */
export function isDrained(view: Pick<ClusterView, 'nodes'>, name: string): boolean {
  return view.nodes.find((node) => node.name === name)?.status?.agent.drained != null;
}

export function memberIn({ members }: ClusterView, name: string): MemberView | undefined {
  return members.find((member) => member.name === name);
}

export function hostIn({ traffic }: ClusterView, name: string): HostView | undefined {
  return traffic.hosts.find((host) => host.name === name);
}

/** A leader that holds the key and says that it does not lead is about to: the two answers are of different moments. */
function takesWrites(leader: LeaderView, members: readonly MemberView[]): Truth {
  if (leader.is !== 'yes') return leader;
  const runs = members.find(({ name }) => name === leader.name)?.runs;
  if (runs === undefined) return { is: 'unknown', evidence: [`${leader.name ?? ''} leads, and cluster.yaml does not have it`] };
  if (runs.is === 'yes' && leader.promoted.is === 'no') return { is: 'unknown', evidence: leader.promoted.evidence };
  // Without the key it is not known that no other one leads.
  return runs.is === 'no' && !leader.hasKey ? { is: 'unknown', evidence: runs.evidence } : runs;
}
