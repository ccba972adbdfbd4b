import { phaseTasks, type Phase } from '@tamada/core/sequence';
import { runTask, type TaskFailure, type TaskOutcome, type TaskRun } from './run-task.ts';

export interface SequenceRun<Tools> extends TaskRun<Tools> {
  readonly run: string;
  readonly sequence: string;
  readonly phases: readonly Phase[];
}

export type RunResult =
  | { readonly ok: true; readonly changed: boolean; readonly tookMs: number }
  | { readonly ok: false; readonly phase: string; readonly failures: readonly TaskFailure[]; readonly tookMs: number };

/**
 * Runs phases one after the other, the tasks of a stage together. A task that fails lets the others of its stage finish;
 * nothing begins after it. Never rejects.
 */
export async function runSequence<Tools>(run: SequenceRun<Tools>): Promise<RunResult> {
  const startedAt = run.now();
  const took = (): number => run.now() - startedAt;
  run.emit({ kind: 'run_started', run: run.run, sequence: run.sequence, phases: run.phases.map((phase) => phase.name) });
  let changed = false;
  for (const phase of run.phases) {
    const outcomes = await runPhase(phase, run);
    const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
    if (failures.length > 0) {
      run.emit({ kind: 'run_failed', run: run.run, phase: phase.name, tookMs: took() });
      return { ok: false, phase: phase.name, failures, tookMs: took() };
    }
    changed ||= anyChanged(outcomes);
  }
  run.emit({ kind: 'run_done', run: run.run, changed, tookMs: took() });
  return { ok: true, changed, tookMs: took() };
}

async function runPhase<Tools>(phase: Phase, run: SequenceRun<Tools>): Promise<readonly TaskOutcome[]> {
  const startedAt = run.now();
  run.emit({ kind: 'phase_started', phase: phase.name, tasks: phaseTasks(phase).length });
  const outcomes: TaskOutcome[] = [];
  for (const stage of phase.stages) {
    outcomes.push(...(await Promise.all(stage.map((task) => runTask(phase.name, task, run)))));
    if (outcomes.some((outcome) => !outcome.ok)) return outcomes;
  }
  run.emit({ kind: 'phase_done', phase: phase.name, changed: anyChanged(outcomes), tookMs: run.now() - startedAt });
  return outcomes;
}

function anyChanged(outcomes: readonly TaskOutcome[]): boolean {
  return outcomes.some((outcome) => outcome.ok && outcome.changed);
}
