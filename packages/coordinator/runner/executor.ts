import type { Task, TaskKind } from '@tamada/core/sequence';

export interface TaskResult {
  readonly changed: boolean;
  /** A few words for the operator; empty where the task's own words say it all. */
  readonly note: string;
}

/** What the runner gives to every task. */
export interface TaskControl {
  /** A status line, soon replaced by the next. */
  readonly progress: (line: string) => void;
  /** A line that stays. */
  readonly remark: (line: string) => void;
  /** Ends with Ctrl-C. */
  readonly signal: AbortSignal;
}

export type Executor<T extends Task, Tools> = (task: T, tools: Tools, control: TaskControl) => Promise<TaskResult>;

/** One executor for each kind of task: a missing one does not compile. */
export type Executors<Tools> = { readonly [K in TaskKind]: Executor<Extract<Task, { kind: K }>, Tools> };

/** Calls the executor of the task's kind. */
export function execute<Tools>(executors: Executors<Tools>, task: Task, tools: Tools, control: TaskControl): Promise<TaskResult> {
  return (executors[task.kind] as Executor<Task, Tools>)(task, tools, control);
}
