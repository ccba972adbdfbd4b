import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { requireIgnorable } from '@tamada/core/preflight';
import { bootstrapSequence, describeSequence, resumedRun, type Phase, type RunRecord } from '@tamada/core/sequence';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import { lockFile } from '@tamada/runtime';
import type { Answer, ExitCode, OperationContext } from '../cli/context.ts';
import { lookAt } from '../connections/look.ts';
import { withReach, type Reach } from '../connections/reach.ts';
import { exitCodeOf } from '../report/error-text.ts';
import { sequenceText } from '../report/plan-text.ts';
import { runSequence, type RunResult } from '../runner/run-sequence.ts';
import { makeLease } from '../tasks/cluster-lease.ts';
import { executors } from '../tasks/index.ts';
import { observe } from '../tasks/observe.ts';
import { mergeFound, nothingFound, type Found } from '../tasks/tools.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { inputsDigest, newRunId, readRuns, writeRun } from '../workspace/runs.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';

/** Long enough for a busy host: a member that ran before must not be missed. */
const patientMs = 10_000;

export interface BootstrapOptions {
  readonly dryRun: boolean;
  /** Names of checks of preflight whose failures do not stop it; an earlier run's are remembered. */
  readonly ignore: readonly string[];
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Makes the cluster, or continues an earlier run. */
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

/** A record for this run, with what it takes over from one that failed. */
async function newRecord(
  { workspace, now, say }: OperationContext,
  topology: Topology,
  templates: ReadonlyMap<string, string>,
  ignore: readonly string[],
): Promise<RunRecord> {
  const inputs = inputsDigest(topology, templates);
  const resumed = resumedRun(await readRuns(workspace), inputs);
  if (resumed !== null && resumed.record.sequence !== 'bootstrap') {
    const problem = `the restore ${resumed.record.id} of the cluster has not ended: its members may be without their data`;
    const next = `run \`tamada restore --cluster\` again, or remove runs/${resumed.record.id}.json to give it up`;
    throw new TamadaError({ code: 'unsafe', problem, next });
  }
  if (resumed !== null)
    say(`continuing run ${resumed.record.id}${resumed.inputsDiffer ? '; cluster.yaml or the templates have changed since' : ''}`);
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
    restore: null,
  };
}

/** A sequence that is about to run, with all that its tasks need. */
export interface RecordedRun extends Reach {
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  readonly phases: readonly Phase[];
  readonly record: RunRecord;
}

async function runBootstrap(run: RecordedRun): Promise<Answer> {
  const result = await runRecorded(run);
  return result.ok ? success(run, result) : failure(run.record, result);
}

/** Runs the phases and keeps the run's record, so that the next run knows what this one assigned and ignored. */
export async function runRecorded(run: RecordedRun): Promise<RunResult<Found>> {
  const { context, record, phases } = run;
  const lease = makeLease(() => {
    context.say("the cluster's lease was lost; agents refuse this run's changes as soon as another run takes it");
  });
  await writeRun(context.workspace, record);
  try {
    const result = await runSequence({
      run: record.id,
      sequence: record.sequence,
      phases,
      executors,
      tools: (found: Found) => ({ ...run, lease, found }),
      found: nothingFound,
      merge: mergeFound,
      emit: context.emit,
      signal: context.signal,
      now: context.now,
    });
    await writeRun(context.workspace, ended(record, result, context.now()));
    return result;
  } finally {
    lease.close();
  }
}

function ended(record: RunRecord, result: RunResult<Found>, endedAtMs: number): RunRecord {
  return {
    ...record,
    generation: result.found.generation,
    endedAtMs,
    result: result.ok ? 'done' : 'failed',
    phase: result.ok ? '' : result.phase,
  };
}

async function success({ record, topology, connections }: RecordedRun, { found, changed }: RunResult<Found>): Promise<Answer> {
  const members = databaseNodes(topology).map(({ name }) => name);
  const { name: leader } = (await observe({ topology, connections }, members)).leader;
  const words = leader === null ? 'its leader is changing right now' : `its leader is ${leader}`;
  return {
    exitCode: 0,
    data: { run: record.id, result: 'done', changed, generation: found.generation, leader },
    text: `${topology.name} stands${changed ? '' : ', nothing was changed'}: ${words}\nlook at it: tamada status`,
  };
}

/** The answer to a run that stopped; `again` is the command that goes on with it. */
export function failure(
  { id, sequence }: RunRecord,
  { phase, failures }: Extract<RunResult<Found>, { ok: false }>,
  again = 'tamada bootstrap',
): Answer {
  const codes = failures.map(({ error }) => exitCodeOf(error));
  const mend = failures.every(({ error }) => error.code === 'cancelled') ? '' : 'fix what is reported above, and ';
  return {
    exitCode: Math.max(1, ...codes.filter((code) => code === 3)) as ExitCode,
    data: { run: id, result: 'failed', phase, failures },
    text: `${sequence} stopped in phase ${phase}\nnext: ${mend}run \`${again}\` again: it continues where it stopped`,
  };
}
