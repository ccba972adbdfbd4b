import type { Plan, Step } from '@tamada/core/converge';
import { notePlaced, planFiles, planUnits, stepSubject, unitDigests } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import type { Look } from '../observe/observe.ts';
import { observe } from '../observe/observe.ts';
import { execute } from './execute-step.ts';
import type { Work } from './work.ts';

export type StepListener = (event: { readonly kind: 'started' | 'finished'; readonly step: Step; readonly note: string }) => void;

const mostRounds = 8;

/**
 * Looks, plans, acts, and looks again until no step is left; resolves with the number of steps taken.
 * Files come before units, and the journal notes which process ran when the files were placed: from then on a process with another
 * invocation id is known to have read them, whoever started it.
 */
export async function converge(work: Work, start: readonly Program[], tell: StepListener): Promise<number> {
  let taken = 0;
  let last: readonly Step[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const look = await observe(work.context, work.desired, await work.owners());
    const files = planFiles(work.desired, look.observed);
    last = files.length > 0 ? files : stepsOf(planUnits(work.desired, look.observed, start));
    if (files.length === 0 && (await placedAnew(work, look))) continue;
    if (last.length === 0) return taken;
    for (const step of last) {
      refuseShutdown(work);
      tell({ kind: 'started', step, note: '' });
      const note = await execute(step, work);
      taken += 1;
      tell({ kind: 'finished', step, note });
    }
  }
  const repeated = last.map((step) => `${step.kind} ${stepSubject(step)}`).join(', ');
  throw new TamadaError({ code: 'internal', problem: `the node does not settle; these steps come again and again: ${repeated}` });
}

/** Whether the journal has learned something about the files in place that changes the plan. */
async function placedAnew({ context, desired }: Work, { units }: Look): Promise<boolean> {
  const before = context.journal.read();
  const after = await context.journal.update((journal) =>
    units.reduce((state, { name, invocationId }) => notePlaced(state, name, unitDigests(desired, name), invocationId), journal),
  );
  return after !== before;
}

function stepsOf(plan: Plan): readonly Step[] {
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  return plan.steps;
}

function refuseShutdown({ context }: Work): void {
  if (context.signal.aborted) throw new TamadaError({ code: 'cancelled', what: 'the apply' });
}
