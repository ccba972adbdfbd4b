import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeError, TamadaError } from '@tamada/core/errors';
import {
  describeSequence,
  parseSavedPlan,
  runCommands,
  type Phase,
  type RolloutWish,
  type RunRecord,
  type SavedPlan,
} from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withReach, type Reach } from '../connections/reach.ts';
import { sequenceText } from '../report/plan-text.ts';
import { rolloutText } from '../report/rollout-text.ts';
import { recordedRun, type RunWish } from '../runner/recorded-run.ts';
import { observe } from '../tasks/observe.ts';
import { makePlan, planData, unsafe, type Planned } from './rollout-plan.ts';

export interface ApplyOptions {
  /** Of `tamada plan --out`; null for what is planned now. */
  readonly file: string | null;
  readonly dryRun: boolean;
  readonly fixDrift: boolean;
  readonly nodes: readonly string[];
  readonly role: string | null;
  readonly datacenter: string | null;
  readonly canary: string | null;
  readonly pauseAfter: string | null;
  /** Left out: longer than a gate may take. */
  readonly confirmWithinMs?: number;
  readonly confirm: Confirm;
}

/** Changes a cluster that stands, or goes on with an earlier run. */
export async function apply(context: OperationContext, options: ApplyOptions): Promise<Answer> {
  return withReach(context, (reach) => applyThrough(reach, options));
}

export async function applyThrough(reach: Reach, options: ApplyOptions): Promise<Answer> {
  const { context, topology } = reach;
  const saved = options.file === null ? null : await savedPlan(options.file);
  const wish = saved === null ? wishOf(topology, options) : saved.wish;
  const planned = await makePlan(reach, wish);
  if (saved !== null && saved.fingerprint !== planned.fingerprint)
    throw unsafe(
      'this is not the plan any more: cluster.yaml, a node, the leader or the dynamic configuration has changed since it was made',
      'look at `tamada plan`, and apply a new one',
    );
  refuse(planned);
  const { paint } = context;
  const shown = rolloutText(planned, paint);
  const phases = upTo(planned.rollout.phases, options.pauseAfter);
  const data = { ...planData(planned, wish), phases: describeSequence(phases) };
  if (phases.length === 0) return { exitCode: 0, data: { ...data, result: 'nothing' }, text: shown };
  if (options.dryRun) return { exitCode: 0, data, text: `${shown}\n\n${sequenceText(data.phases, paint)}` };
  context.say(shown);
  if (!(await options.confirm(`Change ${topology.name}?`))) return cancelled;
  const { secrets, templates } = planned;
  const run: RunWish = { sequence: 'apply', secrets, templates, ignore: [], phases: async () => phases };
  const paused = phases.length < planned.rollout.phases.length || wish.nodes !== null;
  return recordedRun(reach, { ...run, partial: paused }, (record, { changed, found }) =>
    ended(reach, { record, changed, paused, generation: found.generation, gapMs: (found.told.gapMs as number | undefined) ?? null }),
  );
}

interface Ended {
  readonly record: RunRecord;
  readonly changed: boolean;
  readonly paused: boolean;
  readonly generation: number;
  /** For so long the last handover held writes up; null where there was none. */
  readonly gapMs: number | null;
}

async function ended(reach: Reach, { record, changed, paused, generation, gapMs }: Ended): Promise<Answer> {
  const { members } = await observe(
    reach,
    reach.topology.nodes.map(({ name }) => name),
  );
  const pending = members.filter(({ own }) => own?.pendingRestart === true).map(({ name }) => name);
  const lines = [
    paused
      ? `${reach.topology.name} is changed so far; \`${runCommands.apply}\` goes on`
      : `${reach.topology.name} is as cluster.yaml wants it`,
    ...(pending.length === 0
      ? []
      : [`these wait for a restart of PostgreSQL, until which they keep some old values: ${pending.join(', ')}`]),
  ];
  return {
    exitCode: 0,
    data: { run: record.id, result: paused ? 'paused' : 'done', changed, generation, gapMs, pending },
    text: lines.join('\n'),
  };
}

/** What keeps the whole of it from being carried out. */
function refuse(planned: Planned): void {
  const { before, established, nodes, rollout } = planned;
  if (!established) throw unsafe('no cluster stands: no member that answers has ever run', 'run `tamada bootstrap`: it makes the cluster');
  if (before.ended === 'no')
    throw unsafe(
      'the bootstrap of this cluster has not ended well yet',
      'run `tamada bootstrap`: until it has, it takes changes of cluster.yaml',
    );
  const silent = nodes.flatMap(({ node, error }) => (error === null ? [] : [`${node}: ${describeError(error).message}`]));
  if (silent.length > 0)
    throw unsafe(
      `before a change every agent must answer, and these do not:\n${silent.join('\n')}`,
      '`tamada status` shows how they stand',
    );
  const [first] = rollout.refused;
  if (first === undefined) return;
  throw unsafe(rollout.refused.map(({ problem }) => problem).join('\n'), [...new Set(rollout.refused.map(({ next }) => next))].join('\n'));
}

function wishOf(topology: Topology, { nodes, role, datacenter, canary, fixDrift, confirmWithinMs }: ApplyOptions): RolloutWish {
  const known = topology.nodes.map(({ name }) => name);
  const strangers = [...nodes, ...(canary === null ? [] : [canary])].filter((name) => !known.includes(name));
  if (strangers.length > 0) throw usage(`${strangers.join(', ')} is no node`, `choose from ${known.join(', ')}`);
  const trial = confirmWithinMs === undefined ? {} : { confirmWithinMs };
  if (nodes.length === 0 && role === null && datacenter === null) return { nodes: null, canary, fixDrift, ...trial };
  const selected = topology.nodes.filter(
    (node) =>
      (nodes.length === 0 || nodes.includes(node.name)) &&
      (role ?? node.role) === node.role &&
      (datacenter ?? node.datacenter) === node.datacenter,
  );
  if (selected.length === 0) throw usage('no node is meant by these flags', '`tamada topology show` lists the nodes');
  return { nodes: selected.map(({ name }) => name), canary, fixDrift, ...trial };
}

function upTo(phases: readonly Phase[], pauseAfter: string | null): readonly Phase[] {
  if (pauseAfter === null) return phases;
  const last = phases.findIndex(({ name }) => name === pauseAfter);
  if (last < 0) throw usage(`this apply has no phase ${pauseAfter}`, `choose from ${phases.map(({ name }) => name).join(', ')}`);
  const end = phases.at(-1);
  // What was done so far is told in the history.
  return last >= phases.length - 2 || end === undefined ? phases : [...phases.slice(0, last + 1), { ...end, stages: end.stages.slice(-1) }];
}

async function savedPlan(file: string): Promise<SavedPlan> {
  const text = await readFile(resolve(file), 'utf8').catch(() => null);
  if (text === null) throw usage(`${file} cannot be read`, '`tamada plan --out FILE` writes one');
  const saved = parseSavedPlan(text);
  if (saved === null) throw usage(`${file} is not a plan`, '`tamada plan --out FILE` writes one');
  return saved;
}

function usage(problem: string, next: string): TamadaError<'usage'> {
  return new TamadaError({ code: 'usage', problem, next });
}
