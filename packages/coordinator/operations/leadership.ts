import { chooseSuccessor, pauseSequence, switchoverSequence } from '@tamada/core/sequence';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { handoverText } from '../report/leadership-text.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

export interface SwitchoverOptions {
  readonly to: string | null;
  readonly datacenter: string | null;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

/** Hands the leadership over to another member, and waits until applications are led there. */
export function switchover(context: OperationContext, options: SwitchoverOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => switchoverThrough(reach, options));
}

export async function switchoverThrough(reach: Reach, { to, datacenter, dryRun, confirm }: SwitchoverOptions): Promise<Answer> {
  const { topology, context } = reach;
  const view = await viewOf(reach);
  const choice = chooseSuccessor(view, { to, datacenter });
  if (choice.kind === 'leads')
    return { exitCode: 0, data: { result: 'nothing', leader: choice.leader }, text: `${choice.leader} leads already` };
  if (choice.kind !== 'chosen') throw refused(choice);
  const { from, to: next, isSync, lagBytes } = choice;
  const phases = switchoverSequence(topology, { from, to: next, isSync, there: whoIsThere(view) });
  if (dryRun) return dryRunAnswer('switchover', phases, reach);
  const sessions = await reach.connections.ask(from, (client, call) => client.readSessions({}, call));
  context.say(handoverText({ from, to: next, isSync, lagBytes, sessions }, context.paint));
  if (!(await confirm(`Hand over from ${from} to ${next}?`))) return cancelled;
  return runOnce(reach, { sequence: 'switchover', phases, done: () => `${next} leads`, next: whoLeads });
}

/** Turns automatic failover off, or on again. */
export function pause(context: OperationContext, options: { readonly paused: boolean; readonly confirm: Confirm }): Promise<Answer> {
  return withQuietReach(context, (reach) => pauseThrough(reach, options));
}

export async function pauseThrough(
  reach: Reach,
  { paused, confirm }: { readonly paused: boolean; readonly confirm: Confirm },
): Promise<Answer> {
  const question = `Turn automatic failover of ${reach.topology.name} off? If its leader dies, nobody takes writes until \`tamada resume\`.`;
  if (paused && !(await confirm(question))) return cancelled;
  const done = paused ? 'automatic failover is off; `tamada resume` turns it on again' : 'automatic failover is on';
  return runOnce(reach, {
    sequence: paused ? 'pause' : 'resume',
    phases: pauseSequence(reach.topology, paused),
    done: () => done,
    next: whoLeads,
  });
}

const whoLeads = '`tamada status` shows who leads now';
