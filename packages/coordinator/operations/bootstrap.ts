import { requireIgnorable } from '@tamada/core/preflight';
import { bootstrapSequence, describeSequence, resumedRun, type Phase, type RunRecord } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { lockFile } from '@tamada/runtime';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { lookAt } from '../connections/index.ts';
import { sequenceText } from '../report/sequence-text.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { inputsDigest, newRunId, readRuns } from '../workspace/runs.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { runBootstrap } from './bootstrap-run.ts';
import { withReach, type Reach } from './reach.ts';

/** Long enough for a busy host: a member that ran before must not be overlooked. */
const patientMs = 10_000;

export interface BootstrapOptions {
  readonly dryRun: boolean;
  /** Names of checks of preflight whose failures do not stop it; an earlier run's are remembered. */
  readonly ignore: readonly string[];
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Makes the cluster, or goes on with making it. */
export async function bootstrap(context: OperationContext, options: BootstrapOptions): Promise<Answer> {
  return withReach(context, (reach) => bootstrapThrough(reach, options));
}

export async function bootstrapThrough(reach: Reach, options: BootstrapOptions): Promise<Answer> {
  requireIgnorable(options.ignore);
  return options.dryRun ? showPhases(reach) : lockedRun(reach, options);
}

async function showPhases(reach: Reach): Promise<Answer> {
  const phases = describeSequence(await phasesNow(reach));
  return { exitCode: 0, data: { sequence: 'bootstrap', phases }, text: sequenceText(phases, reach.context.paint) };
}

async function lockedRun(reach: Reach, { ignore, confirm }: BootstrapOptions): Promise<Answer> {
  const { context, topology } = reach;
  const { workspace } = context;
  const [secrets, templates] = await Promise.all([loadSecrets(workspace, topology), loadTemplates(workspace)]);
  const nodes = topology.nodes.map(({ name }) => name);
  if (!(await confirm(`Bootstrap ${topology.name} on ${nodes.join(', ')}?`)))
    return { exitCode: 1, data: { result: 'cancelled' }, text: 'nothing was done' };
  const lock = await lockFile(workspaceLayout(workspace).lock, 'tamada bootstrap');
  try {
    const record = await newRecord(context, topology, templates, ignore);
    return await runBootstrap({ ...reach, secrets, templates, phases: await phasesNow(reach), record });
  } finally {
    await lock.release();
  }
}

async function phasesNow({ topology, connections }: Reach): Promise<readonly Phase[]> {
  const nodes = topology.nodes.map(({ name }) => name);
  const observations = await lookAt(connections, nodes, { deadlineMs: patientMs });
  return bootstrapSequence(topology, { observed: observations.flatMap(({ status }) => status ?? []) });
}

/** A record for this run, with what it takes over from one that did not end well. */
async function newRecord(
  { workspace, now, say }: OperationContext,
  topology: Topology,
  templates: ReadonlyMap<string, string>,
  ignore: readonly string[],
): Promise<RunRecord> {
  const inputs = inputsDigest(topology, templates);
  const resumed = resumedRun(await readRuns(workspace), inputs);
  if (resumed !== null)
    say(`goes on with run ${resumed.record.id}${resumed.inputsDiffer ? '; cluster.yaml or the templates have changed since' : ''}`);
  const ignored = [...new Set([...(resumed?.record.ignored ?? []), ...ignore])];
  if (ignored.length > 0) say(`failures of these checks are ignored: ${ignored.join(', ')}`);
  const startedAtMs = now();
  return {
    id: newRunId(startedAtMs),
    sequence: 'bootstrap',
    startedAtMs,
    endedAtMs: null,
    inputs,
    ignored,
    generation: 0,
    result: 'running',
    phase: '',
  };
}
