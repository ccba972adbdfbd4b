import { TamadaError } from '@tamada/core/errors';
import { chooseSuccessor, pauseSequence, switchoverSequence, type Phase, type SuccessorChoice } from '@tamada/core/sequence';
import { sleep } from '@tamada/runtime';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { parseTime } from '../jobs/words.ts';
import { moment } from '../report/backup-text.ts';
import { handoverText } from '../report/leadership-text.ts';
import { dryRunAnswer, refused, runOnce, viewOf, whoIsThere } from './run-once.ts';

export interface SwitchoverOptions {
  readonly to: string | null;
  readonly datacenter: string | null;
  /** When, as somebody wrote it; null for now. */
  readonly at: string | null;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

/** Hands the leadership over to another member, and waits until applications are led there. */
export function switchover(context: OperationContext, options: SwitchoverOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => switchoverThrough(reach, options));
}

export async function switchoverThrough(reach: Reach, { at, dryRun, confirm, ...wish }: SwitchoverOptions): Promise<Answer> {
  const { context } = reach;
  const atMs = at === null ? null : comingTime(at, context.now());
  const when = atMs === null ? '' : ` at ${moment(atMs)}`;
  const first = await nextLeader(reach, wish);
  if (first.kind === 'leads') return first.answer;
  if (dryRun) return dryRunAnswer('switchover', first.phases, reach);
  await show(first, reach);
  if (!(await confirm(`Hand over from ${first.from} to ${first.to}${when}?`))) return cancelled;
  if (atMs === null) return carryOut(first, reach);
  context.say(`waits until ${moment(atMs)}, and looks again then; Ctrl-C before that leaves everything as it is`);
  if (!(await waitUntil(atMs, context))) return cancelled;
  const then = await nextLeader(reach, wish);
  if (then.kind === 'leads') return then.answer;
  await show(then, reach);
  return carryOut(then, reach);
}

type NextLeader =
  | { readonly kind: 'leads'; readonly answer: Answer }
  | (Extract<SuccessorChoice, { kind: 'chosen' }> & { readonly phases: readonly Phase[] });

/** Who can take over as the members stand now. */
async function nextLeader(reach: Reach, wish: Pick<SwitchoverOptions, 'to' | 'datacenter'>): Promise<NextLeader> {
  const view = await viewOf(reach);
  const choice = chooseSuccessor(view, wish);
  if (choice.kind === 'leads') {
    const { kind, leader } = choice;
    return { kind, answer: { exitCode: 0, data: { result: 'nothing', leader }, text: `${leader} leads already` } };
  }
  if (choice.kind !== 'chosen') throw refused(choice);
  const { from, to, isSync } = choice;
  return { ...choice, phases: switchoverSequence(reach.topology, { from, to, isSync, there: whoIsThere(view) }) };
}

async function show({ from, to, isSync, lagBytes }: Extract<NextLeader, { kind: 'chosen' }>, reach: Reach): Promise<void> {
  const { connections, context } = reach;
  const sessions = await connections.ask(from, (client, call) => client.readSessions({}, call));
  context.say(handoverText({ from, to, isSync, lagBytes, sessions }, context.paint));
}

function carryOut({ to, phases }: Extract<NextLeader, { kind: 'chosen' }>, reach: Reach): Promise<Answer> {
  return runOnce(reach, { sequence: 'switchover', phases, done: () => `${to} leads`, next: whoLeads });
}

function comingTime(text: string, nowMs: number): number {
  const atMs = parseTime(text, 'time', '2026-11-26 13:04:00Z');
  if (atMs > nowMs) return atMs;
  throw new TamadaError({ code: 'usage', problem: `${text} is over: it is ${moment(nowMs)}`, next: 'leave --at out to do it now' });
}

/** By looks at the clock, which somebody may set meanwhile. False with Ctrl-C. */
async function waitUntil(atMs: number, { now, signal }: OperationContext): Promise<boolean> {
  const mostMs = 10_000;
  for (let left = atMs - now(); left > 0 && !signal.aborted; left = atMs - now()) {
    await sleep(Math.min(left, mostMs), signal).catch(() => undefined);
  }
  return !signal.aborted;
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
