import { chooseReboot, rebootSequence } from '@tamada/core/sequence';
import { cancelled, type Answer, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { rebootText } from '../report/node-text.ts';
import { duration } from '../report/quantity.ts';
import { hostSessions } from '../tasks/drain-host.ts';
import type { DrainOptions } from './drain.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

/** Reboots a host without its clients: drained before, and serving again when everything on it runs. */
export function reboot(context: OperationContext, options: DrainOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => rebootThrough(reach, options));
}

export async function rebootThrough(reach: Reach, { node, patience, dryRun, confirm }: DrainOptions): Promise<Answer> {
  const { topology, context } = reach;
  const view = await viewOf(reach);
  const choice = chooseReboot(view, node, whoIsThere(view));
  if (choice.kind !== 'chosen') throw refused(choice);
  const { plan } = choice;
  const phases = rebootSequence(topology, plan, patience);
  if (dryRun) return dryRunAnswer('reboot', phases, reach);
  context.say(rebootText(plan, plan.drain === null ? null : await hostSessions(node, reach, context.signal)));
  if (!(await confirm(`Reboot ${node}?`))) return cancelled;
  return runOnce(reach, {
    sequence: 'reboot',
    phases,
    done: ({ tookMs }) =>
      tookMs === undefined ? `${node} serves again` : `${node} was back after ${duration(Number(tookMs))}, and serves again`,
    next: `\`tamada node reboot ${node}\` goes on where it stopped, \`tamada node undrain ${node}\` lets it serve again as it is`,
  });
}
