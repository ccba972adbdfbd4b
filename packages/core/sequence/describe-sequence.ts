import { cannotBeUndone, describeTask } from './describe-task.ts';
import { phaseTasks, taskNode, type Phase, type Task, type TaskKind } from './task.ts';

/** One line of a dry run: what happens, on which nodes (none: it is about the cluster), and what of it stays. */
export interface PlannedTask {
  readonly kind: TaskKind;
  readonly words: string;
  readonly nodes: readonly string[];
  readonly lasting: string | null;
}

export interface PlannedPhase {
  readonly phase: string;
  readonly tasks: readonly PlannedTask[];
}

/** What a sequence would do: equal tasks on several nodes are one line. */
export function describeSequence(phases: readonly Phase[]): readonly PlannedPhase[] {
  return phases.map((one) => ({ phase: one.name, tasks: phaseTasks(one).reduce<readonly PlannedTask[]>(add, []) }));
}

function add(lines: readonly PlannedTask[], task: Task): readonly PlannedTask[] {
  const words = describeTask(task);
  const node = taskNode(task);
  const nodes = node === null ? [] : [node];
  const known = lines.find((line) => line.words === words);
  if (known === undefined) return [...lines, { kind: task.kind, words, nodes, lasting: cannotBeUndone(task) }];
  return lines.map((line) => (line === known ? { ...line, nodes: [...line.nodes, ...nodes] } : line));
}
