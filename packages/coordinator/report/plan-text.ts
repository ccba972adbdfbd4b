import { describeError, type ErrorDetail } from '@tamada/core/errors';
import type { ReplyOf } from '@tamada/wire';
import type { PlannedPhase, PlannedTask } from '@tamada/core/sequence';
import type { Paint } from './paint.ts';
import { counted } from './quantity.ts';

type PlannedSteps = ReplyOf<'PlanBundle'>['steps'];

/** What one node would do, or why it cannot be said. */
export type NodePlan =
  | { readonly node: string; readonly steps: PlannedSteps; readonly error: null }
  | { readonly node: string; readonly steps: null; readonly error: ErrorDetail };

/** Per node its steps with their reasons and differences. */
export function planText(plans: readonly NodePlan[], paint: Paint): string {
  return plans.map((one) => nodeText(one, paint)).join('\n');
}

function nodeText(one: NodePlan, paint: Paint): string {
  const name = paint.strong(one.node);
  if (one.error !== null) return `${name}: ${paint.bad('unknown')}: ${describeError(one.error).message}`;
  if (one.steps.length === 0) return `${name}: nothing to do`;
  return [`${name}: ${counted(one.steps.length, 'step')}`, ...one.steps.map((step) => stepText(step, paint))].join('\n');
}

function stepText({ kind, subject, reason, difference }: NonNullable<NodePlan['steps']>[number], paint: Paint): string {
  const line = `  ${kind} ${subject}`.trimEnd() + (reason === '' ? '' : paint.faint(` (${reason})`));
  return difference === ''
    ? line
    : [
        line,
        ...difference
          .trimEnd()
          .split('\n')
          .map((text) => `    ${coloured(text, paint)}`),
      ].join('\n');
}

/** A line of a difference. */
export function coloured(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint.good(line);
  return line.startsWith('-') ? paint.bad(line) : line;
}

/** A dry run: every phase with its tasks, the nodes that they are on, and what of them stays. */
export function sequenceText(phases: readonly PlannedPhase[], paint: Paint): string {
  return phases.map(({ phase, tasks }) => [paint.strong(phase), ...tasks.map((task) => taskText(task, paint))].join('\n')).join('\n');
}

function taskText({ words, nodes, lasting }: PlannedTask, paint: Paint): string {
  const where = nodes.length === 0 ? '' : `: ${nodes.join(', ')}`;
  return `  ${words}${where}${lasting === null ? '' : paint.faint(` (cannot be undone: ${lasting})`)}`;
}
