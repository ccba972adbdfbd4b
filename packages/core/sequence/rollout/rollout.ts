import type { JsonObject } from '../../bundle/index.ts';
import type { Program } from '../../facts/index.ts';
import { nodePrograms } from '../../platform/index.ts';
import { consulServers, databaseNodes, nodeOf, type Topology } from '../../topology/index.ts';
import { settled } from '../settled.ts';
import { onEach, phase, waitFor, when, type Phase, type Task } from '../task.ts';
import type { RolloutOrder } from './order.ts';

const minute = 60_000;

export interface Rollout {
  readonly order: RolloutOrder;
  /** What is patched in Patroni's dynamic configuration; null for nothing. */
  readonly patch: JsonObject | null;
  /** Before the files, where Patroni may take longer from now on: nothing that asks it may give up earlier than it does. */
  readonly patchFirst: boolean;
  /** What restarts PostgreSQL, member by member. */
  readonly restarts: readonly Phase[];
  /** Roles and databases are compared. */
  readonly databases: boolean;
  /** Nodes for which nothing changes: they get the number of the others. */
  readonly same: readonly string[];
  /** For so long a node waits to be confirmed before it goes back by itself; null: longer than its gate may take. */
  readonly confirmWithinMs: number | null;
}

/** Changes a cluster that stands: one node after the other, and after each what must hold again. */
export function rolloutSequence(topology: Topology, rollout: Rollout): readonly Phase[] {
  const { order, patch, patchFirst, restarts, databases, same } = rollout;
  const nodes = topology.nodes.map(({ name }) => name);
  const members = databaseNodes(topology).map(({ name }) => name);
  const gate = gates(topology);
  // One node at a time is on trial: the next begins when this one is confirmed.
  const one = (node: string, only: readonly Program[] | null = null): readonly (readonly Task[])[] => {
    const after = gate(node);
    const confirmWithinMs = rollout.confirmWithinMs ?? longestMs(after) + spareMs;
    return [[{ ...apply(topology, node, only), confirmWithinMs }], ...after, [{ kind: 'confirm_bundle', node }]];
  };
  const each = (name: string, changed: readonly string[]): readonly Phase[] =>
    when(changed.length > 0, phase(name, ...changed.flatMap((node) => one(node))));
  const parameters = (now: boolean): readonly Phase[] =>
    patch === null || now !== patchFirst
      ? []
      : [phase('parameters', [{ kind: 'patch_dynamic_config', members, patch }], settled(topology, members))];
  return [
    phase('cluster', [{ kind: 'hold_lease', required: true }], ...everything(topology)),
    phase(
      'facts',
      onEach(nodes, (node) => ({ kind: 'gather_facts', node })),
      [{ kind: 'prepare_bundles', standing: 'anything' }],
    ),
    ...parameters(true),
    ...each('unconfirmed', order.unconfirmed),
    ...each('canary', order.canary === null ? [] : [order.canary]),
    ...when(order.consul.length > 0, phase('consul', ...order.consul.flatMap((node) => one(node, ['consul'])))),
    ...each('other hosts', order.others),
    ...each('standbys', order.standbys),
    ...each('leader', order.leader === null ? [] : [order.leader]),
    ...parameters(false),
    ...restarts,
    ...when(databases, phase('databases', [{ kind: 'ensure_databases', members, only: null }])),
    phase(
      'confirm',
      same.map((node) => apply(topology, node)),
      [{ kind: 'check_in_force', members }],
      [{ kind: 'record_history' }],
    ),
  ];
}

/** The cluster is well: nothing is begun while it is not. */
function everything(topology: Topology): readonly (readonly Task[])[] {
  const members = databaseNodes(topology).map(({ name }) => name);
  return [
    waitFor({ kind: 'agents_answer', nodes: topology.nodes.map(({ name }) => name) }, minute),
    waitFor({ kind: 'consul_has_leader', servers: consulServers(topology).map(({ name }) => name) }, minute),
    settled(topology, members),
    waitFor({ kind: 'rw_leads_to_leader', hosts: members }, minute),
  ];
}

/** What holds again before the next node is touched, by what the node has. */
function gates(topology: Topology): (node: string) => readonly (readonly Task[])[] {
  const servers = consulServers(topology).map(({ name }) => name);
  const members = databaseNodes(topology).map(({ name }) => name);
  return (node) => [
    waitFor({ kind: 'agents_answer', nodes: [node] }, minute),
    ...(servers.includes(node) ? [waitFor({ kind: 'consul_has_leader', servers }, 2 * minute)] : []),
    ...(members.includes(node) ? [settled(topology, members), waitFor({ kind: 'rw_leads_to_leader', hosts: members }, minute)] : []),
  ];
}

/** Between the end of an apply and its confirmation lies more than the waiting: calls, their repetitions. */
const spareMs = 3 * minute;

function longestMs(stages: readonly (readonly Task[])[]): number {
  return stages.flat().reduce((sum, task) => sum + (task.kind === 'wait_for' ? task.withinMs : 0), 0);
}

function apply(topology: Topology, name: string, only: readonly Program[] | null = null): Extract<Task, { kind: 'apply_bundle' }> {
  const node = nodeOf(topology, name);
  const programs = node === undefined ? [] : nodePrograms(topology, node);
  return { kind: 'apply_bundle', node: name, start: programs.filter((program) => only?.includes(program) ?? true) };
}
