export type { Executor, Executors, TaskControl, TaskResult } from './executor.ts';
export { runSequence } from './run-sequence.ts';
export type { RunResult, SequenceRun } from './run-sequence.ts';
export type { TaskFailure } from './run-task.ts';
