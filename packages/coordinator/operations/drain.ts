import { TamadaError } from '@tamada/core/errors';
import { chooseDrain, chooseUndrain, drainSequence, undrainSequence, type Patience } from '@tamada/core/sequence';
import { durationSeconds } from '@tamada/core/topology';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { drainText } from '../report/node-text.ts';
import { hostSessions } from '../tasks/drain-host.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

export interface DrainOptions {
  readonly node: string;
  readonly patience: Patience;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

/** Leads clients away from a database host, and waits until they are gone. */
export function drain(context: OperationContext, options: DrainOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => drainThrough(reach, options));
}

export async function drainThrough(reach: Reach, { node, patience, dryRun, confirm }: DrainOptions): Promise<Answer> {
  const { topology, context } = reach;
  const view = await viewOf(reach);
  const choice = chooseDrain(view, node, whoIsThere(view));
  if (choice.kind !== 'chosen') throw refused(choice);
  const { plan } = choice;
  const phases = drainSequence(topology, plan, patience);
  if (dryRun) return dryRunAnswer('drain', phases, reach);
  context.say(drainText(plan, await hostSessions(node, reach, context.signal)));
  if (!(await confirm(`Drain ${node}?`))) return cancelled;
  return runOnce(reach, {
    sequence: 'drain',
    phases,
    done: ({ left }) =>
      `${node} is drained${left === undefined ? ', and no client is left' : `; left are ${left as string}`}; \`tamada node undrain ${node}\` lets it serve again`,
    next: `\`tamada node drain ${node}\` goes on, \`tamada node undrain ${node}\` takes it back`,
  });
}

/** Lets a host serve again. */
export function undrain(context: OperationContext, node: string): Promise<Answer> {
  return withQuietReach(context, (reach) => undrainThrough(reach, node));
}

export async function undrainThrough(reach: Reach, node: string): Promise<Answer> {
  const view = await viewOf(reach);
  const choice = chooseUndrain(view, node);
  if (choice.kind === 'nothing') return { exitCode: 0, data: { result: 'nothing' }, text: choice.why };
  if (choice.kind !== 'chosen') throw refused(choice);
  return runOnce(reach, {
    sequence: 'undrain',
    phases: undrainSequence(view, node, whoIsThere(view)),
    done: () => `${node} serves again`,
    next: `\`tamada node undrain ${node}\` goes on`,
  });
}

/** What the words of the command line mean. */
export function patienceOf({ deadline, despiteSessions }: { readonly deadline: string; readonly despiteSessions: boolean }): Patience {
  const text = deadline.trim();
  if (!/^\d{1,6}[smh]$/.test(text))
    throw new TamadaError({
      code: 'usage',
      problem: `\`${deadline}\` is not a length of time`,
      next: 'write it as 90s, 10m or 1h; 0s does not wait',
    });
  return { withinMs: durationSeconds(text) * 1000, goOn: despiteSessions };
}
