import { createHash } from 'node:crypto';
import { dynamicConfig, type JsonObject, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import {
  compareConfig,
  describeSequence,
  planRollout,
  runCommands,
  type Before,
  type ConfigComparison,
  type RolloutPlan,
  type RolloutWish,
} from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { clusterView, type Observation } from '@tamada/core/view';
import { lookAt } from '../connections/look.ts';
import type { Reach } from '../connections/reach.ts';
import type { NodePlan } from '../report/plan-text.ts';
import { renderAll } from '../tasks/bundles.ts';
import { remembered } from '../tasks/remembered.ts';
import { inputsDigest, readRuns } from '../workspace/runs.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { planOf } from './ask-plan.ts';

const patientMs = 10_000;
/** A busy host needs long to find out the versions of its programs; whoever said nothing to the look is asked once more, and not for long. */
const factsMs = 60_000;
const onceMoreMs = 2_000;

/** What a plan is made of, and the plan. */
export interface Planned {
  readonly topology: Topology;
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  readonly nodes: readonly NodePlan[];
  readonly config: ConfigComparison;
  readonly before: Before;
  /** A member has run. */
  readonly established: boolean;
  /** Members that wait for a restart of PostgreSQL now. */
  readonly pending: readonly string[];
  /** HAProxy's servers that somebody set through its socket, as `HOST: BACKEND/SERVER`. */
  readonly byHand: readonly string[];
  readonly rollout: RolloutPlan;
  /** Changes when anything does that the plan depends on. */
  readonly fingerprint: string;
}

/** Asks every agent, and puts the answers together. */
export async function makePlan(reach: Reach, wish: RolloutWish): Promise<Planned> {
  const { context, topology, connections } = reach;
  const [secrets, templates, runs] = await Promise.all([
    loadSecrets(context.workspace, topology),
    loadTemplates(context.workspace),
    readRuns(context.workspace),
  ]);
  const names = topology.nodes.map(({ name }) => name);
  const options = { deadlineMs: patientMs, signal: context.signal };
  const [observations, before] = await Promise.all([lookAt(connections, names, options), remembered(reach, runs)]);
  const heard = new Set(observations.flatMap(({ node, status }) => (status === null ? [] : [node])));
  const facts = await Promise.all(
    names.map((node) => {
      const call = { ...options, deadlineMs: heard.has(node) ? factsMs : onceMoreMs };
      return connections.askAll([node], (client, asked) => client.getFacts({}, asked), call);
    }),
  ).then((replies) => replies.flat());
  const known = new Map(facts.flatMap((reply) => (reply.ok ? [[reply.node, reply.value]] : [])));
  const bundles = renderAll({ topology, facts: known, templates });
  const nodes = await Promise.all(
    facts.map(async (reply): Promise<NodePlan> => {
      if (!reply.ok) return { node: reply.node, steps: null, error: reply.error };
      return planOf(reply.node, { topology, secrets, bundles, connections });
    }),
  );
  const view = clusterView(topology, observations);
  const json = view.dcs.any?.config?.json;
  const config = compareConfig(json === undefined ? {} : (JSON.parse(json) as JsonObject), wantedConfig(topology, before), before);
  const answered = nodes.flatMap(({ node, steps }) => (steps === null ? [] : [{ node, steps }]));
  // Without a configuration in Consul there is nothing to patch yet, and nothing is somebody else's.
  const compared = json === undefined ? { changes: [], drift: [], foreign: [] } : { ...config, foreign: config.foreign.filter(isForeign) };
  const rollout = planRollout({ view, nodes: answered, config: compared, earlier: before, wish });
  return {
    ...{ topology, secrets, templates, nodes, config: compared, before, rollout },
    established: observations.some(({ status }) => status?.agent.memberEstablished === true),
    pending: view.members.filter(({ own }) => own?.pendingRestart === true).map(({ name }) => name),
    byHand: serversByHand(observations),
    fingerprint: fingerprint(inputsDigest(topology, templates), nodes, compared, rollout),
  };
}

/** What is said of archiving belongs to `backup setup` until there is a catalogue. */
function wantedConfig(topology: Topology, { last }: Before): JsonObject {
  const stands = topology.backup === null || (last !== null && last.fixed.backup !== null);
  return dynamicConfig(topology, stands ? 'set' : 'keep');
}

/** Archiving is ours, also where its commands are not compared yet. */
function isForeign({ path }: ConfigComparison['foreign'][number]): boolean {
  return !path.some((key) => ['archive_command', 'archive_timeout', 'recovery_conf'].includes(key));
}

function serversByHand(observations: readonly Observation[]): readonly string[] {
  return observations.flatMap(({ node, status }) => {
    const haproxy = status?.haproxy?.answer === 'said' ? status.haproxy.said : null;
    return (haproxy?.servers ?? []).flatMap((one) => (one.byHand === null ? [] : [`${node}: ${one.backend}/${one.name}: ${one.byHand}`]));
  });
}

function fingerprint(inputs: string, nodes: readonly NodePlan[], config: ConfigComparison, { phases }: RolloutPlan): string {
  const steps = nodes.map(({ node, steps: own }) => [
    node,
    (own ?? []).map(({ kind, subject, difference }) => [kind, subject, difference]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([inputs, steps, config.changes, config.drift, phases]))
    .digest('hex');
}

/** For `--json` and for a file. */
export function planData(planned: Planned, wish: RolloutWish): Readonly<Record<string, unknown>> {
  const { nodes, config, rollout, pending, byHand, fingerprint: mark, topology } = planned;
  const values = ({ path, is, wanted }: ConfigComparison['changes'][number]) => ({ name: path.join('.'), is, wanted });
  return {
    cluster: topology.name,
    changes: hasChanges(planned),
    drift: hasDrift(planned),
    next: nextCommand(planned),
    nodes,
    dynamic: { changes: config.changes.map(values), drift: config.drift.map(values), foreign: config.foreign.map(values) },
    restart: { parameters: rollout.atRestart, pending },
    haproxyByHand: byHand,
    make: rollout.made,
    refused: rollout.refused,
    felt: rollout.felt,
    phases: describeSequence(rollout.phases),
    wish,
    fingerprint: mark,
  };
}

export function hasChanges({ established, nodes, rollout }: Planned): boolean {
  if (!established) return nodes.some(({ steps }) => (steps ?? []).length > 0);
  return rollout.phases.length > 0 || rollout.refused.length > 0;
}

export function hasDrift({ nodes, config, byHand }: Planned): boolean {
  const drifted = nodes.some(({ steps }) => (steps ?? []).some(({ origin }) => origin === 'drift' || origin === 'both'));
  return drifted || config.drift.length > 0 || byHand.length > 0;
}

/** What carries the plan out; null where there is nothing to do. */
export function nextCommand(planned: Planned): string | null {
  const { before, established, rollout } = planned;
  if (!hasChanges(planned)) return null;
  if (!established || before.ended === 'no') return runCommands.bootstrap;
  if (rollout.refused.some(({ next }) => next.includes(runCommands.backup_setup))) return runCommands.backup_setup;
  return runCommands.apply;
}

export function unsafe(problem: string, next: string): TamadaError<'unsafe'> {
  return new TamadaError({ code: 'unsafe', problem, next });
}
