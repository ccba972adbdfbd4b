import * as z from 'zod';
import type { Program } from '../../facts/index.ts';
import { timingOf } from '../../timing/index.ts';
import { databaseNodes, type Topology } from '../../topology/index.ts';
import type { ClusterView } from '../../view/index.ts';
import { appliedBy, type EarlierRuns } from '../applied.ts';
import type { Phase } from '../task.ts';
import { compareConfig, configPatch, needsRestart, parameterOf, type ConfigComparison, type ConfigValue } from './compare-config.ts';
import { rolloutOrder, touches, unconfirmedNodes, type RolloutNode } from './order.ts';
import { refusedChanges, type RefusedChange } from './refused-changes.ts';
import { rolloutRestarts } from './restarts.ts';
import { rolloutSequence } from './rollout.ts';

const wishSchema = z.object({
  /** Only these; null for all, and then also what is no node's: the dynamic configuration, roles and databases. */
  nodes: z.array(z.string()).nullable(),
  canary: z.string().nullable(),
  /** What somebody changed by hand is put back, too. */
  fixDrift: z.boolean(),
  /** For so long a node waits to be confirmed; left out, longer than its gate may take. */
  confirmWithinMs: z.number().optional(),
});
export type RolloutWish = Readonly<z.infer<typeof wishSchema>>;

/** What is read of a plan in a file: the plan is made again, and must be the same. */
const savedPlanSchema = z.object({ fingerprint: z.string(), wish: wishSchema });
export type SavedPlan = Readonly<z.infer<typeof savedPlanSchema>>;

/** Null for a text that is no plan. */
export function parseSavedPlan(text: string): SavedPlan | null {
  try {
    return savedPlanSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export interface RolloutInput {
  readonly view: ClusterView;
  /** Of the nodes that answered. */
  readonly nodes: readonly RolloutNode[];
  readonly config: ConfigComparison;
  readonly earlier: EarlierRuns;
  readonly wish: RolloutWish;
}

export interface RolloutPlan {
  /** The nodes that are changed. */
  readonly changed: readonly string[];
  /** Why it cannot be carried out as it is; none where it can. */
  readonly refused: readonly { readonly problem: string; readonly next: string }[];
  /** Parameters that PostgreSQL takes at its next start only. */
  readonly atRestart: readonly string[];
  /** Roles and databases that were not wanted before. */
  readonly made: readonly string[];
  /** What clients feel. */
  readonly felt: readonly string[];
  /** None where there is nothing to do. */
  readonly phases: readonly Phase[];
}

/** What a rollout does, in which order, and what clients feel of it. */
export function planRollout({ view, nodes, config, earlier, wish }: RolloutInput): RolloutPlan {
  const { topology } = view;
  const selected = nodes.filter(({ node }) => wish.nodes?.includes(node) ?? true);
  const unconfirmed = unconfirmedNodes(view);
  const changed = selected.filter((one) => isChanged(one) || unconfirmed.includes(one.node) || (wish.fixDrift && one.steps.length > 0));
  const values = wish.nodes !== null ? [] : [...config.changes, ...(wish.fixDrift ? config.drift : [])];
  const had = earlier.last?.made ?? [];
  const made = wish.nodes !== null || earlier.last === null ? [] : appliedBy(topology).made.filter((name) => !had.includes(name));
  const atRestart = values.filter((value) => needsRestart(topology, value));
  const left = wish.nodes === null && atRestart.length === 0 ? leftToRestart(view, earlier) : [];
  const same =
    wish.nodes !== null ? [] : nodes.filter(({ node, steps }) => steps.length === 0 && !unconfirmed.includes(node)).map(({ node }) => node);
  const behind = whoIsBehind(view, same);
  const isEmpty = changed.length === 0 && values.length === 0 && made.length === 0 && left.length === 0 && behind.length === 0;
  const restarts = atRestart.length > 0 ? rolloutRestarts(view, atRestart, 'all') : rolloutRestarts(view, left, 'pending');
  const canary = wish.canary !== null && changed.some(({ node }) => node === wish.canary) ? wish.canary : null;
  const slower = values.some(({ path, is, wanted }) => path.join() === 'ttl' && Number(wanted) > Number(is));
  return {
    changed: changed.map(({ node }) => node),
    refused: [
      ...refusedChanges(topology, earlier.last).map(refusedWords),
      ...(wish.fixDrift ? [] : driftInTheWay(changed)),
      ...restarts.refused,
      ...leftUnconfirmed(unconfirmed.filter((name) => wish.nodes?.includes(name) === false)),
      ...patroniRestarts(changed),
    ],
    atRestart: [...atRestart, ...left].map((value) => parameterOf(value) ?? ''),
    made,
    felt: [...felt(topology, changed), ...restarts.felt],
    phases: isEmpty
      ? []
      : rolloutSequence(topology, {
          order: rolloutOrder(view, changed, canary),
          patch: values.length === 0 ? null : configPatch(values),
          patchFirst: slower,
          restarts: restarts.phases,
          databases: made.length > 0,
          same: changed.length > 0 ? same : behind,
          confirmWithinMs: wish.confirmWithinMs ?? null,
        }),
  };
}

/** One node is on trial at any time. */
function leftUnconfirmed(names: readonly string[]): RolloutPlan['refused'] {
  if (names.length === 0) return [];
  return [{ problem: `not confirmed since an earlier run: ${names.join(', ')}`, next: 'name these nodes, too, or none at all' }];
}

/**
 * Nodes for which nothing changes, and which have an older generation than others: an earlier apply did not come to its end. Also those that
 * went back from what nobody wants any more.
 */
function whoIsBehind({ nodes }: ClusterView, same: readonly string[]): readonly string[] {
  const of = (name: string): number => nodes.find((node) => node.name === name)?.status?.agent.activeGeneration ?? 0;
  const newest = Math.max(0, ...nodes.map(({ name }) => of(name)));
  const wentBack = nodes.filter(({ status }) => status?.agent.trial?.state === 'reverted').map(({ name }) => name);
  return same.filter((name) => of(name) < newest || wentBack.includes(name));
}

/** What an apply that did not come to its end has patched, and members still wait for. */
function leftToRestart(view: ClusterView, { last, since }: EarlierRuns): readonly ConfigValue[] {
  const waits = view.members.some(({ own }) => own?.pendingRestart === true);
  if (!waits || since.length === 0 || last === null) return [];
  const { changes } = compareConfig(last.dynamic, appliedBy(view.topology).dynamic, { last, since });
  return changes.filter((value) => needsRestart(view.topology, value));
}

/** The bundle is another one, or an earlier apply did not come to its end. */
function isChanged({ steps }: RolloutNode): boolean {
  const follows = steps.length > 0 && steps.every(({ origin }) => origin === 'follows');
  return follows || steps.some(({ origin }) => origin === 'change' || origin === 'both');
}

function refusedWords({ name, was, wanted, next }: RefusedChange): RolloutPlan['refused'][number] {
  const words = (value: unknown): string => (value === null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));
  return { problem: `${name} was ${words(was)}, and cluster.yaml has ${words(wanted)}`, next };
}

/** An agent brings its whole node to the bundle: what somebody did by hand would be lost without a word. */
function driftInTheWay(changed: readonly RolloutNode[]): RolloutPlan['refused'] {
  return changed.flatMap(({ node, steps }) => {
    const subjects = steps.filter(({ origin }) => origin === 'drift' || origin === 'both').map(({ subject }) => subject);
    if (subjects.length === 0) return [];
    const problem = `${node} was changed by hand: ${subjects.join(', ')}`;
    return [{ problem, next: 'take what is right into cluster.yaml or a template; `tamada apply --fix-drift` puts the rest back' }];
  });
}

/** PostgreSQL runs inside Patroni. */
function patroniRestarts(changed: readonly RolloutNode[]): RolloutPlan['refused'] {
  return changed
    .filter(({ steps }) => touches(steps, 'restart_unit', 'patroni'))
    .map(({ node }) => ({
      problem: `${node}: patroni.service would be restarted, and PostgreSQL with it`,
      next: 'put the change of /etc/patroni back, in cluster.yaml or in the template: it takes a restart that apply does not make',
    }));
}

function felt(topology: Topology, changed: readonly RolloutNode[]): readonly string[] {
  const on = (kind: string, program: Program): readonly string[] =>
    changed.filter(({ steps }) => touches(steps, kind, program)).map(({ node }) => node);
  const { hardStopAfter } = timingOf(topology.failover.profile, databaseNodes(topology).length).haproxy;
  const says = (nodes: readonly string[], words: string): readonly string[] =>
    nodes.length === 0 ? [] : [`${nodes.join(', ')}: ${words}`];
  return [
    ...says(
      on('reload_unit', 'haproxy'),
      `HAProxy is reloaded: no connection is refused; a session that is open then and still is after ${String(hardStopAfter)} s is cut`,
    ),
    ...says(on('restart_unit', 'haproxy'), 'HAProxy is restarted: sessions through it are cut'),
    ...says(on('reload_unit', 'keepalived'), 'keepalived is reloaded: the VIP stays'),
    ...says(on('restart_unit', 'keepalived'), 'keepalived is restarted: the VIP moves'),
    ...says(on('restart_unit', 'consul'), 'Consul is restarted, one server at a time: nobody feels it, and no failover begins meanwhile'),
    ...says(on('reload_unit', 'patroni'), 'Patroni is reloaded, and PostgreSQL by it: sessions stay'),
    ...says(
      on('restart_unit', 'delayed'),
      'the delayed replica is restarted: queries on it are cut, and where it was paused it stands again',
    ),
  ];
}
