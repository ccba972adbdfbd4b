import { phaseTasks, type Phase } from '@tamada/core/sequence';
import { runTask, type SoFar, type TaskFailure, type TaskOutcome, type TaskRun } from './run-task.ts';

export interface SequenceRun<Tools, Found> extends TaskRun<Tools, Found> {
  readonly run: string;
  readonly sequence: string;
  readonly phases: readonly Phase[];
  /** What is known before the first task. */
  readonly found: Found;
}

interface RunEnd<Found> {
  readonly changed: boolean;
  readonly found: Found;
  readonly tookMs: number;
}

export type RunResult<Found> =
  | (RunEnd<Found> & { readonly ok: true })
  | (RunEnd<Found> & { readonly ok: false; readonly phase: string; readonly failures: readonly TaskFailure[] });

/**
 * Runs phases one after the other, the tasks of a stage together. A task that fails lets the others of its stage finish;
 * nothing begins after it. Never rejects.
 */
export async function runSequence<Tools, Found>(run: SequenceRun<Tools, Found>): Promise<RunResult<Found>> {
  const startedAt = run.now();
  const soFar: SoFar<Found> = { found: run.found, changed: false };
  const end = (): RunEnd<Found> => ({ ...soFar, tookMs: run.now() - startedAt });
  run.emit({ kind: 'run_started', run: run.run, sequence: run.sequence, phases: run.phases.map((phase) => phase.name) });
  for (const phase of run.phases) {
    const failures = await runPhase(phase, run, soFar);
    if (failures.length > 0) {
      run.emit({ kind: 'run_failed', run: run.run, phase: phase.name, tookMs: end().tookMs });
      return { ok: false, phase: phase.name, failures, ...end() };
    }
  }
  const { changed, tookMs } = end();
  run.emit({ kind: 'run_done', run: run.run, changed, tookMs });
  return { ok: true, ...end() };
}

async function runPhase<Tools, Found>(phase: Phase, run: SequenceRun<Tools, Found>, soFar: SoFar<Found>): Promise<readonly TaskFailure[]> {
  const startedAt = run.now();
  run.emit({ kind: 'phase_started', phase: phase.name, tasks: phaseTasks(phase).length });
  const outcomes: TaskOutcome[] = [];
  for (const stage of phase.stages) {
    outcomes.push(...(await Promise.all(stage.map((task) => runTask(phase.name, task, run, soFar)))));
    const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
    if (failures.length > 0) return failures;
  }
  const changed = outcomes.some((outcome) => outcome.ok && outcome.changed);
  run.emit({ kind: 'phase_done', phase: phase.name, changed, tookMs: run.now() - startedAt });
  return [];
}
