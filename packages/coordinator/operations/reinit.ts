import { TamadaError } from '@tamada/core/errors';
import { chooseReinit, reinitSequence, type ReinitPlan } from '@tamada/core/sequence';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { duration } from '../report/quantity.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

export interface ReinitOptions {
  readonly node: string;
  /** The node whose data may be destroyed; the operator wrote it a second time. */
  readonly destroyDataOf: string | null;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

/** Lets a member throw its data away and copy the leader's. */
export function reinit(context: OperationContext, options: ReinitOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => reinitThrough(reach, options));
}

export async function reinitThrough(reach: Reach, { node, destroyDataOf, dryRun, confirm }: ReinitOptions): Promise<Answer> {
  const { topology, context } = reach;
  const view = await viewOf(reach);
  const choice = chooseReinit(view, node, whoIsThere(view));
  if (choice.kind !== 'chosen') throw refused(choice);
  const { plan } = choice;
  const phases = reinitSequence(topology, plan);
  if (dryRun) return dryRunAnswer('reinit', phases, reach);
  if (destroyDataOf !== node) {
    const problem =
      destroyDataOf === null ? `the data of ${node} would be destroyed` : `the data of ${node} would be destroyed, not of ${destroyDataOf}`;
    throw new TamadaError({ code: 'unsafe', problem, next: `add --destroy-data-of ${node}` });
  }
  context.say(planText(plan));
  if (!(await confirm(`Destroy the data of ${node} and copy it anew from ${plan.leader}?`))) return cancelled;
  return runOnce(reach, {
    sequence: 'reinit',
    phases,
    done: ({ tookMs }) => `${node} streams from ${plan.leader} with a new copy, made in ${duration(Number(tookMs))}`,
    next: '`tamada status` shows how the members stand; a copy that has begun goes on without this command',
  });
}

function planText({ node, leader, isSync }: ReinitPlan): string {
  const role = isSync ? `${node} is a synchronous standby: it is restarted first, because it gives that role up with a restart\n` : '';
  return `${role}${node} loses all of its data, and copies that of ${leader}`;
}
