import type { PlannedPhase, PlannedTask } from '@tamada/core/sequence';
import type { Paint } from './paint.ts';

/** A dry run: every phase with its tasks, the nodes that they are on, and what of them stays. */
export function sequenceText(phases: readonly PlannedPhase[], paint: Paint): string {
  return phases.map(({ phase, tasks }) => [paint.strong(phase), ...tasks.map((task) => taskText(task, paint))].join('\n')).join('\n');
}

function taskText({ words, nodes, lasting }: PlannedTask, paint: Paint): string {
  const where = nodes.length === 0 ? '' : `: ${nodes.join(', ')}`;
  return `  ${words}${where}${lasting === null ? '' : paint.faint(` (cannot be undone: ${lasting})`)}`;
}
