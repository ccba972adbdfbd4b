import type { Plan, Step } from '@tamada/core/converge';
import { noteBeforeFiles, noteFilesPlaced, planFiles, planUnits, stepSubject } from '@tamada/core/converge';
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
 * Files come before units, and the journal notes which process ran when the files were placed: a process with another invocation id
 * has read them, whoever started it, and one that started while they were written is restarted.
 */
export async function converge(work: Work, start: readonly Program[], tell: StepListener): Promise<number> {
  let taken = 0;
  let last: readonly Step[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const look = await observe(work.context, work.desired, await work.owners());
    const files = planFiles(work.desired, look.observed);
    last = files.length > 0 ? files : stepsOf(planUnits(work.desired, look.observed, start));
    if (await remember(work, look, files)) continue;
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

/** Tells the journal about the files; true where that changes what the units need. */
async function remember({ context, desired }: Work, { units, observed }: Look, files: readonly Step[]): Promise<boolean> {
  const invocations = new Map(units.map(({ name, invocationId }) => [name, invocationId]));
  const before = context.journal.read();
  const after = await context.journal.update((journal) =>
    files.length > 0 ? noteBeforeFiles(journal, desired, observed, files, invocations) : noteFilesPlaced(journal, desired, invocations),
  );
  return files.length === 0 && after !== before;
}

function stepsOf(plan: Plan): readonly Step[] {
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  return plan.steps;
}

function refuseShutdown({ context }: Work): void {
  if (context.signal.aborted) throw new TamadaError({ code: 'cancelled', what: 'the apply' });
}
