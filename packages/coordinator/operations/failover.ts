import { TamadaError } from '@tamada/core/errors';
import { chooseFailover, failoverSequence, type FailoverCandidate, type FailoverPlan } from '@tamada/core/sequence';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { byteSize } from '../report/quantity.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

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
  const choice = chooseFailover(view, to, whoIsThere(view));
  if (choice.kind !== 'chosen') throw refused(choice);
  const { plan } = choice;
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
    done: () => `${plan.to} leads`,
    next: '`tamada status` shows who leads now',
  });
}

/** What may be lost, before it is asked for. */
function planText({ to, candidates, lostSync, losesNothing }: FailoverPlan): string {
  const loss = losesNothing
    ? `${to} was a synchronous standby: it has every row that was acknowledged`
    : `every row that was acknowledged and did not come to ${to} is lost for good${lostSync.length === 0 ? '' : `; ${lostSync.join(', ')} ${lostSync.length === 1 ? 'was' : 'were'} synchronous and would have them`}`;
  const later = losesNothing
    ? []
    : [
        `a member that comes back with more than ${to} has cannot follow it: \`tamada status\` names it then, \`tamada reinit\` gives it a new copy`,
      ];
  const lines = candidates.map((one, index) => `${index === 0 ? 'the furthest' : 'then'}: ${candidateText(one)}`);
  return [...lines, loss, ...later].join('\n');
}

function candidateText({ name, isSync, timeline, lsn, behindBytes }: FailoverCandidate): string {
  const where = `${name}${isSync ? ' (synchronous)' : ''} has ${lsn ?? 'an unknown position'} on timeline ${timeline === null ? 'unknown' : String(timeline)}`;
  const known = 'where the leader was when it last said so, up to a round of Patroni before it was lost';
  return behindBytes === null ? `${where}; where the leader was is not known` : `${where}, ${byteSize(behindBytes)} behind ${known}`;
}
