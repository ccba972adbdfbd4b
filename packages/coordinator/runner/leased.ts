import type { SecretValues } from '@tamada/core/bundle';
import type { Phase, RunRecord } from '@tamada/core/sequence';
import type { ExitCode } from '../cli/context.ts';
import type { Reach } from '../connections/reach.ts';
import { exitCodeOf } from '../report/error-text.ts';
import { makeLease } from '../tasks/cluster-lease.ts';
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

/** Runs phases with a lease of their own, which is given back at their end. */
export async function runLeased(run: LeasedRun): Promise<RunResult<Found>> {
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
    if (!result.ok) await recordFailure({ ...run, lease, found: result.found }, result);
    return result;
  } finally {
    lease.close();
  }
}

/** 3 where something was refused because it would be unsafe, else 1. */
export function failureExit(failures: readonly TaskFailure[]): ExitCode {
  return failures.some(({ error }) => exitCodeOf(error) === 3) ? 3 : 1;
}
