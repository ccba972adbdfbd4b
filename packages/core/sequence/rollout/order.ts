import type { Program } from '../../facts/index.ts';
import { programUnits } from '../../platform/index.ts';
import { databaseNodes, type Node } from '../../topology/index.ts';
import { memberIn, type ClusterView } from '../../view/index.ts';

/** A step that an agent would take, as it says it. */
export interface RolloutStep {
  readonly kind: string;
  readonly subject: string;
  readonly reason: string;
  readonly difference: string;
  readonly origin: string;
  /** Of a file that somebody changed: from what was applied to what is there. */
  readonly edited: string;
  readonly editedAtMs?: number;
}

export interface RolloutNode {
  readonly node: string;
  readonly steps: readonly RolloutStep[];
}

/** In which order nodes are changed. */
export interface RolloutOrder {
  /** An earlier run left a trial there, or the node holds: before anything else is tried, these are brought to their end. */
  readonly unconfirmed: readonly string[];
  /** First of all, alone; null for none. */
  readonly canary: string | null;
  /** Whose Consul is restarted, the raft leader last. */
  readonly consul: readonly string[];
  /** Backup host and witnesses: nobody's client is there. */
  readonly others: readonly string[];
  /** Asynchronous replicas, then sync standbys. */
  readonly standbys: readonly string[];
  readonly leader: string | null;
}

/** What breaks, breaks where it costs least: the leader comes last, and the raft leader is the last whose Consul is restarted. */
export function rolloutOrder(view: ClusterView, nodes: readonly RolloutNode[], wanted: string | null): RolloutOrder {
  const { topology } = view;
  const names = nodes.map(({ node }) => node);
  const unconfirmed = unconfirmedNodes(view).filter((name) => names.includes(name));
  const canary = wanted !== null && !unconfirmed.includes(wanted) ? wanted : null;
  const rest = names.filter((name) => name !== canary && !unconfirmed.includes(name));
  const raftLeader = view.consul.leader;
  const restarts = nodes.filter(({ steps }) => touches(steps, 'restart_unit', 'consul')).map(({ node }) => node);
  const state = (name: string): number => (memberIn(view, name)?.state === 'sync_standby' ? 1 : 0);
  const members = databaseNodes(topology).map(({ name }) => name);
  const standbys = members.filter((name) => rest.includes(name) && name !== view.leader.name);
  const place = ({ role }: Node): number => (role === 'backup' ? 0 : 1);
  return {
    unconfirmed,
    canary,
    consul: restarts
      .filter((name) => rest.includes(name))
      .toSorted((one, other) => Number(one === raftLeader) - Number(other === raftLeader)),
    others: topology.nodes
      .filter(({ name, role }) => role !== 'database' && rest.includes(name))
      .toSorted((one, other) => place(one) - place(other))
      .map(({ name }) => name),
    standbys: standbys.toSorted((one, other) => state(one) - state(other)),
    leader: rest.find((name) => name === view.leader.name) ?? null,
  };
}

/** On trial still, or held. */
export function unconfirmedNodes({ nodes }: ClusterView): readonly string[] {
  const states = nodes.map(({ name, status }) => ({ name, state: status?.agent.trial?.state }));
  return states.filter(({ state }) => state === 'armed' || state === 'held').map(({ name }) => name);
}

/** A step of that kind on the unit of a program. */
export function touches(steps: readonly RolloutStep[], kind: string, program: Program): boolean {
  return steps.some((step) => step.kind === kind && programUnits(program).includes(step.subject));
}
