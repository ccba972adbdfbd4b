import { TamadaError } from '@tamada/core/errors';
import { describeSequence, type Phase, type RunRecord } from '@tamada/core/sequence';
import type { ClusterView } from '@tamada/core/view';
import type { Answer } from '../cli/context.ts';
import type { Reach } from '../connections/reach.ts';
import { sequenceText } from '../report/plan-text.ts';
import { failureExit, runLeased } from '../runner/leased.ts';
import { observe } from '../tasks/observe.ts';
import { newRunId } from '../workspace/runs.ts';

/** What every node says now. */
export function viewOf(reach: Reach): Promise<ClusterView> {
  const nodes = reach.topology.nodes.map(({ name }) => name);
  return observe(reach, nodes, { signal: reach.context.signal });
}

export function dryRunAnswer(sequence: string, phases: readonly Phase[], { context }: Reach): Answer {
  const described = describeSequence(phases);
  return { exitCode: 0, data: { sequence, phases: described }, text: sequenceText(described, context.paint) };
}

/** A choice that came to nothing, in the words of whoever made it. */
interface Refusal {
  readonly kind: 'unsafe' | 'wrong';
  readonly problem: string;
  readonly next?: string;
}

export function refused({ kind, problem, next = '`tamada status` shows how the members stand' }: Refusal): TamadaError {
  return new TamadaError({ code: kind === 'unsafe' ? 'unsafe' : 'usage', problem, next });
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
