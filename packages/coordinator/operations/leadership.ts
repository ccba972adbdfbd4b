import { TamadaError } from '@tamada/core/errors';
import {
  chooseSuccessor,
  describeSequence,
  pauseSequence,
  switchoverSequence,
  type Phase,
  type RunRecord,
  type SuccessorChoice,
} from '@tamada/core/sequence';
import type { ClusterView } from '@tamada/core/view';
import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { handoverText } from '../report/leadership-text.ts';
import { sequenceText } from '../report/plan-text.ts';
import { failureExit, runLeased } from '../runner/leased.ts';
import { observe } from '../tasks/observe.ts';
import { newRunId } from '../workspace/runs.ts';

export type Confirm = (question: string) => Promise<boolean>;

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
  const { from, to: next, isSync, lagBytes } = chosen(choice);
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

export const cancelled: Answer = { exitCode: 1, data: { result: 'cancelled' }, text: 'nothing was done' };

const whoLeads = '`tamada status` shows who leads now';

/** What every node says now. */
export function viewOf(reach: Reach): Promise<ClusterView> {
  const nodes = reach.topology.nodes.map(({ name }) => name);
  return observe(reach, nodes, { signal: reach.context.signal });
}

export function dryRunAnswer(sequence: string, phases: readonly Phase[], { context }: Reach): Answer {
  const described = describeSequence(phases);
  return { exitCode: 0, data: { sequence, phases: described }, text: sequenceText(described, context.paint) };
}

function chosen(choice: Exclude<SuccessorChoice, { kind: 'leads' }>): Extract<SuccessorChoice, { kind: 'chosen' }> {
  switch (choice.kind) {
    case 'chosen':
      return choice;
    case 'unsafe':
      throw new TamadaError({ code: 'unsafe', problem: choice.problem, next: '`tamada status` shows how the members stand' });
    case 'wrong':
      throw new TamadaError({ code: 'usage', problem: choice.problem, next: choice.next });
  }
}

/** Members that run on hosts whose HAProxy answers: what is away is not waited for. */
export function whoIsThere({ members, traffic }: ClusterView): readonly string[] {
  const answering = traffic.hosts.filter(({ writes }) => writes !== null).map(({ name }) => name);
  return members.filter(({ name, runs }) => runs.is === 'yes' && answering.includes(name)).map(({ name }) => name);
}

/** A sequence that leaves no record in the workspace: it changes no files. */
interface OnceWish {
  readonly sequence: RunRecord['sequence'];
  readonly phases: readonly Phase[];
  /** Its last words, by what the run told. */
  readonly done: (told: Readonly<Record<string, unknown>>) => string;
  /** What to do where it stopped. */
  readonly next: string;
}

export async function runOnce(reach: Reach, { sequence, phases, done, next }: OnceWish): Promise<Answer> {
  const { context } = reach;
  const startedAtMs = context.now();
  const id = newRunId(startedAtMs);
  const record: RunRecord = {
    ...{ id, sequence, startedAtMs, endedAtMs: null, inputs: '', ignored: [] },
    ...{ generation: 0, digests: {}, result: 'running', phase: '' },
  };
  const result = await runLeased({ ...reach, secrets: {}, templates: new Map(), phases, record });
  const { told } = result.found;
  if (result.ok) return { exitCode: 0, data: { run: id, result: 'done', changed: result.changed, ...told }, text: done(told) };
  return {
    exitCode: failureExit(result.failures),
    data: { run: id, result: 'failed', phase: result.phase, failures: result.failures, ...told },
    text: `${sequence} stopped in phase ${result.phase}\nnext: ${next}`,
  };
}
