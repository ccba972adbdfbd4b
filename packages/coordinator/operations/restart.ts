import { TamadaError } from '@tamada/core/errors';
import { chooseRestart, restartSequence, type RestartPlan, type RestartWish } from '@tamada/core/sequence';
import type { ReplyOf } from '@tamada/wire';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { parseTime } from '../jobs/words.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { restartDoneText, restartText } from '../report/leadership-text.ts';
import type { RestartTold } from '../tasks/restart-member.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

export interface RestartOptions {
  readonly wish: RestartWish;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

/** Restarts PostgreSQL of members through their Patroni, one after the other, the leader last. */
export function restart(context: OperationContext, options: RestartOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => restartThrough(reach, options));
}

export async function restartThrough(reach: Reach, { wish, dryRun, confirm }: RestartOptions): Promise<Answer> {
  const { topology, context, connections } = reach;
  const view = await viewOf(reach);
  const choice = chooseRestart(view, wish, whoIsThere(view));
  if (choice.kind === 'nothing') return { exitCode: 0, data: { result: 'nothing' }, text: choice.why };
  if (choice.kind !== 'chosen') throw refused(choice);
  const { plan } = choice;
  const phases = restartSequence(topology, plan);
  if (dryRun) return dryRunAnswer('restart', phases, reach);
  const order = inOrder(plan);
  const sessions = new Map<string, ReplyOf<'ReadSessions'>>();
  for (const reply of await connections.askAll(order, (client, call) => client.readSessions({}, call)))
    if (reply.ok) sessions.set(reply.node, reply.value);
  context.say(restartText(plan, sessions));
  if (!(await confirm(`Restart PostgreSQL of ${order.join(', ')}?`))) return cancelled;
  const startedAt = new Date(context.now()).toISOString();
  return runOnce(reach, {
    sequence: 'restart',
    phases,
    done: ({ restarts = [], gapMs }) => restartDoneText(restarts as readonly RestartTold[], (gapMs as number | undefined) ?? null),
    next: `\`tamada status\`; then \`tamada restart ${order.join(' ')} --started-before ${startedAt}\` goes on where it stopped`,
  });
}

/** What the words of the command line mean. */
export function restartWish(said: {
  readonly nodes: readonly string[];
  readonly role: 'database' | 'replica' | null;
  readonly pending: boolean;
  readonly startedBefore: string | null;
  readonly back: boolean;
}): RestartWish {
  const { nodes, role, pending, startedBefore, back } = said;
  if (nodes.length > 0 === (role !== null)) {
    const problem = role === null ? 'nobody is named' : 'members are named, and a role';
    throw new TamadaError({ code: 'usage', problem, next: 'name members, or say --role database or --role replica' });
  }
  const startedBeforeMs = startedBefore === null ? null : parseTime(startedBefore, 'time', '2026-11-26 13:04:00Z');
  return { nodes, role: role ?? 'database', onlyIfPending: pending, startedBeforeMs, back };
}

function inOrder({ standbys, leader }: RestartPlan): readonly string[] {
  return [...standbys, ...(leader === null ? [] : [leader])].map(({ name }) => name);
}
