import { describeError, errorDetail, type ErrorDetail } from '@tamada/core/errors';
import {
  describeTask,
  type HistoryStep,
  type Phase,
  phaseTasks,
  type RunEvent,
  type Task,
  type TaskKind,
  taskNode,
} from '@tamada/core/sequence';

export interface TaskResult<Found> {
  readonly changed: boolean;
  /** A few words for the operator; empty where the task's own words say it all. */
  readonly note: string;
  /** What later tasks of the run need to know. */
  readonly found?: Partial<Found>;
}

/** What the runner gives to every task. */
export interface TaskControl {
  /** A status line, soon replaced by the next. */
  readonly progress: (line: string) => void;
  /** A line that stays. */
  readonly remark: (line: string) => void;
  /** Ends with Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether an earlier task of the run has changed anything. */
  readonly changed: boolean;
  /** What earlier tasks of the run changed. */
  readonly steps: readonly HistoryStep[];
}

export type Executor<T extends Task, Tools, Found> = (task: T, tools: Tools, control: TaskControl) => Promise<TaskResult<Found>>;

/** One executor for each kind of task: a missing one does not compile. */
export type Executors<Tools, Found> = { readonly [K in TaskKind]: Executor<Extract<Task, { kind: K }>, Tools, Found> };

export interface TaskFailure {
  readonly phase: string;
  readonly task: string;
  readonly node: string | null;
  readonly error: ErrorDetail;
}

export interface SequenceRun<Tools, Found> {
  readonly run: string;
  readonly sequence: string;
  readonly phases: readonly Phase[];
  readonly executors: Executors<Tools, Found>;
  readonly tools: (found: Found) => Tools;
  /** What is known before the first task. */
  readonly found: Found;
  /** Adds what a task found to what was found before. */
  readonly merge: (found: Found, part: Partial<Found>) => Found;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

interface RunEnd<Found> {
  readonly changed: boolean;
  readonly found: Found;
  /** What was changed, and what failed. */
  readonly steps: readonly HistoryStep[];
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
  const soFar: SoFar<Found> = { found: run.found, changed: false, steps: [] };
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

type TaskOutcome = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly failure: TaskFailure };

/** What a run knows and did so far; only the runner writes it. */
interface SoFar<Found> {
  found: Found;
  changed: boolean;
  readonly steps: HistoryStep[];
}

/** Runs one task, says so, and adds its result to `soFar`; never rejects. */
async function runTask<Tools, Found>(phase: string, task: Task, run: SequenceRun<Tools, Found>, soFar: SoFar<Found>): Promise<TaskOutcome> {
  const about = { phase, task: describeTask(task), node: taskNode(task) };
  const startedAt = run.now();
  run.emit({ kind: 'task_started', ...about });
  try {
    run.signal.throwIfAborted();
    const progress = (line: string): void => {
      run.emit({ kind: 'task_progress', ...about, line });
    };
    const remark = (line: string): void => {
      run.emit({ kind: 'task_remark', ...about, line });
    };
    const execute = run.executors[task.kind] as Executor<Task, Tools, Found>;
    const control = { progress, remark, signal: run.signal, changed: soFar.changed, steps: soFar.steps };
    const { changed, note, found } = await execute(task, run.tools(soFar.found), control);
    if (found !== undefined) soFar.found = run.merge(soFar.found, found);
    soFar.changed ||= changed;
    const tookMs = run.now() - startedAt;
    if (changed) soFar.steps.push({ ...about, result: 'changed', note, tookMs });
    run.emit({ kind: 'task_done', ...about, changed, note, tookMs });
    return { ok: true, changed };
  } catch (error) {
    const detail: ErrorDetail = run.signal.aborted ? { code: 'cancelled', what: about.task } : errorDetail(error);
    soFar.steps.push({ ...about, result: 'failed', note: describeError(detail).message, tookMs: run.now() - startedAt });
    run.emit({ kind: 'task_failed', ...about, error: detail });
    return { ok: false, failure: { ...about, error: detail } };
  }
}
