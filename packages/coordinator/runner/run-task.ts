import { errorDetail, type ErrorDetail } from '@tamada/core/errors';
import { describeTask, taskNode, type RunEvent, type Task } from '@tamada/core/sequence';
import { execute, type Executors } from './executor.ts';

export interface TaskFailure {
  readonly phase: string;
  readonly task: string;
  readonly node: string | null;
  readonly error: ErrorDetail;
}

export type TaskOutcome = { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly failure: TaskFailure };

export interface TaskRun<Tools> {
  readonly executors: Executors<Tools>;
  readonly tools: Tools;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Runs one task and says so; never rejects. */
export async function runTask<Tools>(phase: string, task: Task, run: TaskRun<Tools>): Promise<TaskOutcome> {
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
    const { changed, note } = await execute(run.executors, task, run.tools, { progress, remark, signal: run.signal });
    run.emit({ kind: 'task_done', ...about, changed, note, tookMs: run.now() - startedAt });
    return { ok: true, changed };
  } catch (error) {
    const detail: ErrorDetail = run.signal.aborted ? { code: 'cancelled', what: about.task } : errorDetail(error);
    run.emit({ kind: 'task_failed', ...about, error: detail });
    return { ok: false, failure: { ...about, error: detail } };
  }
}
