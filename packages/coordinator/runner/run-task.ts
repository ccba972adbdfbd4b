import { errorDetail, type ErrorDetail } from '@tamada/core/errors';
import { describeTask, taskNode, type RunEvent, type Task, type TaskKind } from '@tamada/core/sequence';

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

export type TaskOutcome = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly failure: TaskFailure };

export interface TaskRun<Tools, Found> {
  readonly executors: Executors<Tools, Found>;
  readonly tools: (found: Found) => Tools;
  /** Adds what a task found to what was found before. */
  readonly merge: (found: Found, part: Partial<Found>) => Found;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** What a run knows and did so far; only the runner writes it. */
export interface SoFar<Found> {
  found: Found;
  changed: boolean;
}

/** Runs one task, says so, and adds its result to `soFar`; never rejects. */
export async function runTask<Tools, Found>(
  phase: string,
  task: Task,
  run: TaskRun<Tools, Found>,
  soFar: SoFar<Found>,
): Promise<TaskOutcome> {
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
    const control = { progress, remark, signal: run.signal, changed: soFar.changed };
    const { changed, note, found } = await execute(task, run.tools(soFar.found), control);
    if (found !== undefined) soFar.found = run.merge(soFar.found, found);
    soFar.changed ||= changed;
    run.emit({ kind: 'task_done', ...about, changed, note, tookMs: run.now() - startedAt });
    return { ok: true, changed };
  } catch (error) {
    const detail: ErrorDetail = run.signal.aborted ? { code: 'cancelled', what: about.task } : errorDetail(error);
    run.emit({ kind: 'task_failed', ...about, error: detail });
    return { ok: false, failure: { ...about, error: detail } };
  }
}
