import { describeError, type ErrorDetail } from '@tamada/core/errors';
import type { ReplyOf } from '@tamada/wire';
import type { Paint } from './paint.ts';
import { counted } from './plural.ts';

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

function coloured(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint.good(line);
  return line.startsWith('-') ? paint.bad(line) : line;
}
