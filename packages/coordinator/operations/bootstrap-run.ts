import type { SecretValues } from '@tamada/core/bundle';
import type { Phase, RunEvent, RunRecord } from '@tamada/core/sequence';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import type { Answer, ExitCode } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import type { Connections } from '../connections/index.ts';
import { exitCodeOf } from '../report/error-text.ts';
import { runSequence, type RunResult } from '../runner/index.ts';
import { executors, makeLease, nothingFound, observe, type Found } from '../tasks/index.ts';
import { writeRun } from '../workspace/runs.ts';

export interface BootstrapRun {
  readonly context: OperationContext;
  readonly topology: Topology;
  readonly connections: Connections;
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  readonly phases: readonly Phase[];
  readonly record: RunRecord;
}

/** Runs the phases and keeps the run's record, so that the next run knows what this one assigned and ignored. */
export async function runBootstrap(run: BootstrapRun): Promise<Answer> {
  const { context, record, phases } = run;
  const found = nothingFound();
  const lease = makeLease(() => {
    context.say("the cluster's lease was lost; agents refuse this run's changes as soon as another run holds it");
  });
  await writeRun(context.workspace, record);
  try {
    const result = await runSequence({
      run: record.id,
      sequence: 'bootstrap',
      phases,
      executors,
      tools: { ...run, run: record.id, ignored: record.ignored, lease, found, assign },
      emit: listen(context, found),
      signal: context.signal,
      now: context.now,
    });
    await writeRun(context.workspace, ended(record, found, result, context.now()));
    return result.ok ? await success(run, found, result.changed) : failure(record, result);
  } finally {
    lease.close();
  }

  // Written before the first agent hears of it, so that no later run gives the number to other bundles.
  async function assign(generation: number): Promise<void> {
    found.generation = generation;
    await writeRun(context.workspace, { ...record, generation });
  }
}

function listen(context: OperationContext, found: Found): (event: RunEvent) => void {
  return (event) => {
    if (event.kind === 'task_done' && event.changed) found.changed = true;
    context.emit(event);
  };
}

function ended(record: RunRecord, { generation }: Found, result: RunResult, endedAtMs: number): RunRecord {
  return { ...record, generation, endedAtMs, result: result.ok ? 'done' : 'failed', phase: result.ok ? '' : result.phase };
}

async function success({ record, topology, connections }: BootstrapRun, found: Found, changed: boolean): Promise<Answer> {
  const members = databaseNodes(topology).map(({ name }) => name);
  const { name: leader } = (await observe({ topology, connections }, members)).leader;
  const words = leader === null ? 'its leader is just moving' : `its leader is ${leader}`;
  return {
    exitCode: 0,
    data: { run: record.id, result: 'done', changed, generation: found.generation, leader },
    text: `${topology.name} stands${changed ? '' : ', nothing was changed'}: ${words}\nlook at it: tamada status`,
  };
}

function failure({ id }: RunRecord, { phase, failures }: Extract<RunResult, { ok: false }>): Answer {
  const codes = failures.map(({ error }) => exitCodeOf(error));
  const mend = failures.every(({ error }) => error.code === 'cancelled') ? '' : 'put right what is said above, and ';
  return {
    exitCode: Math.max(1, ...codes.filter((code) => code === 3)) as ExitCode,
    data: { run: id, result: 'failed', phase, failures },
    text: `bootstrap stopped in phase ${phase}\nnext: ${mend}run \`tamada bootstrap\` again: it goes on where it stopped`,
  };
}
