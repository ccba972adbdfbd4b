import type { SecretValues } from '@tamada/core/bundle';
import { phaseTasks, type NodeEnd, type Phase, type RunRecord } from '@tamada/core/sequence';
import type { ExitCode } from '../cli/context.ts';
import type { Reach } from '../connections/reach.ts';
import { exitCodeOf } from '../report/error-text.ts';
import { makeLease } from '../tasks/cluster-lease.ts';
import { endTrials } from '../tasks/end-trials.ts';
import { executors } from '../tasks/index.ts';
import { recordFailure } from '../tasks/record-history.ts';
import { mergeFound, nothingFound, type Found } from '../tasks/tools.ts';
import { runSequence, type RunResult, type TaskFailure } from './run-sequence.ts';

export interface LeasedRun extends Reach {
  readonly secrets: SecretValues;
  readonly templates: ReadonlyMap<string, string>;
  readonly phases: readonly Phase[];
  readonly record: RunRecord;
}

/** `nodes`: how they stand after a rollout that failed; else none. */
export type LeasedResult = RunResult<Found> & { readonly nodes: readonly NodeEnd[] };

/** Runs phases with a lease of their own, which is given back at their end. */
export async function runLeased(run: LeasedRun): Promise<LeasedResult> {
  const { context, record, phases } = run;
  const lease = makeLease(() => {
    context.say("the cluster's lease was lost; agents refuse this run's changes as soon as another run takes it");
  });
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
    if (result.ok) return { ...result, nodes: [] };
    const tools = { ...run, lease, found: result.found };
    const tries = phases.flatMap(phaseTasks).some(({ kind }) => kind === 'confirm_bundle');
    const { nodes, steps } = tries && result.found.generation > 0 ? await endTrials(tools, result.failures) : { nodes: [], steps: [] };
    await recordFailure(tools, { ...result, steps: [...result.steps, ...steps] });
    return { ...result, nodes };
  } finally {
    lease.close();
  }
}

/** 3 where something was refused because it would be unsafe, else 1. */
export function failureExit(failures: readonly TaskFailure[]): ExitCode {
  return failures.some(({ error }) => exitCodeOf(error) === 3) ? 3 : 1;
}
