import type { Task } from './task.ts';

/** Named tasks. Those of one stage run together; a stage begins when the one before it is done. */
export interface Phase {
  readonly name: string;
  readonly stages: readonly (readonly Task[])[];
}

/** A phase; a stage without tasks is left out. */
export function phase(name: string, ...stages: readonly (readonly Task[])[]): Phase {
  return { name, stages: stages.filter((stage) => stage.length > 0) };
}

/** The phases if the condition holds, else none. */
export function when(condition: boolean, ...phases: readonly Phase[]): readonly Phase[] {
  return condition ? phases : [];
}

export function phaseTasks(one: Phase): readonly Task[] {
  return one.stages.flat();
}
