import { TamadaError } from '@tamada/core/errors';
import { chooseFailover, failoverSequence, type FailoverCandidate, type FailoverChoice, type FailoverPlan } from '@tamada/core/sequence';
import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { byteSize } from '../report/quantity.ts';
import { cancelled, dryRunAnswer, runOnce, viewOf, whoIsThere, type Confirm } from './leadership.ts';

export interface FailoverOptions {
  readonly to: string | null;
  readonly mayLoseRows: boolean;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

/** Makes a member the leader of a cluster that has lost its leader, and those that could follow it by themselves. */
export function failover(context: OperationContext, options: FailoverOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => failoverThrough(reach, options));
}

export async function failoverThrough(reach: Reach, { to, mayLoseRows, dryRun, confirm }: FailoverOptions): Promise<Answer> {
  const { topology, context } = reach;
  const view = await viewOf(reach);
  const plan = chosen(chooseFailover(view, to, whoIsThere(view)));
  context.say(planText(plan));
  const phases = failoverSequence(topology, plan);
  if (dryRun) return dryRunAnswer('failover', phases, reach);
  const missing = [...(to === null ? [`--to ${plan.to}`] : []), ...(mayLoseRows || plan.losesNothing ? [] : ['--may-lose-rows'])];
  if (missing.length > 0) {
    const problem = plan.losesNothing ? 'nobody is named' : `rows that were acknowledged may be lost`;
    throw new TamadaError({
      code: 'unsafe',
      problem,
      next: `add ${missing.join(' ')}; or bring the hosts that are lost back, which loses nothing`,
    });
  }
  if (!(await confirm(`Make ${plan.to} the leader?`))) return cancelled;
  return runOnce(reach, {
    sequence: 'failover',
    phases,
    done: () =>
      `${plan.to} leads\na member that comes back with more than ${plan.to} had cannot follow it: \`tamada status\` names it, \`tamada reinit\` gives it a new copy`,
    next: '`tamada status` shows who leads now',
  });
}

/** What may be lost, before it is asked for. */
function planText({ to, candidates, lostSync, losesNothing }: FailoverPlan): string {
  const loss = losesNothing
    ? `${to} was a synchronous standby: it has every row that was acknowledged`
    : `every row that was acknowledged and did not come to ${to} is lost for good${lostSync.length === 0 ? '' : `; ${lostSync.join(', ')} ${lostSync.length === 1 ? 'was' : 'were'} synchronous and would have them`}`;
  return [...candidates.map((one, index) => `${index === 0 ? 'the furthest' : 'then'}: ${candidateText(one)}`), loss].join('\n');
}

function candidateText({ name, isSync, timeline, lsn, behindBytes }: FailoverCandidate): string {
  const where = `${name}${isSync ? ' (synchronous)' : ''} has ${lsn ?? 'an unknown position'} on timeline ${timeline === null ? 'unknown' : String(timeline)}`;
  const known = 'where the leader was when it last said so, up to a round of Patroni before it was lost';
  return behindBytes === null ? `${where}; where the leader was is not known` : `${where}, ${byteSize(behindBytes)} behind ${known}`;
}

function chosen(choice: FailoverChoice): FailoverPlan {
  if (choice.kind === 'chosen') return choice.plan;
  const { problem, next } = choice;
  throw new TamadaError({ code: choice.kind === 'unsafe' ? 'unsafe' : 'usage', problem, next });
}
