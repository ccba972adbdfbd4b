import { describeError, errorDetail } from '@tamada/core/errors';
import { appliedBy, entryJson, kindOfRun, type Applied, type HistoryStep } from '@tamada/core/sequence';
import { digestsOf } from './bundles.ts';
import { healthyConsul, noConsul } from './observe.ts';
import { persist } from './persist.ts';
import { holderName } from './take-lease.ts';
import { runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

export const recordHistory: TaskExecutor<'record_history'> = async (_task, tools, control) => {
  const { connections, context, record, found } = tools;
  // The cluster itself must know that its bootstrap has ended, also when the run that changed the last thing could not say so.
  const unknown = record.sequence === 'bootstrap' && found.before?.ended === 'no';
  if (!control.changed && !unknown) return { changed: false, note: 'nothing was changed' };
  const node = await healthyConsul(tools);
  if (node === null) throw noConsul();
  const applied = record.partial === true || found.generation === 0 ? {} : { applied: appliedBy(tools.topology) };
  const entry = { ...about(tools, 'done'), atMs: context.now(), json: contentOf(tools, control.steps, applied) };
  const { changed } = await persist(() => connections.client(node).appendHistory(entry, runCall(tools, control, deadlineMs)), control);
  return { changed, note: '' };
};

interface FailedRun {
  readonly changed: boolean;
  readonly phase: string;
  readonly steps: readonly HistoryStep[];
}

/** A run that failed is remembered, too, if it changed anything. Where that cannot be written down it is said, and is no second failure. */
export async function recordFailure(tools: TaskTools, { changed, phase, steps }: FailedRun): Promise<void> {
  const { connections, context, record, lease } = tools;
  if (!changed) return;
  try {
    const node = await healthyConsul(tools);
    if (node === null) throw noConsul();
    const entry = { ...about(tools, 'failed'), atMs: context.now(), json: contentOf(tools, steps, { phase }) };
    // Also after Ctrl-C.
    const call = { deadlineMs, signal: AbortSignal.timeout(deadlineMs), run: record.id, fence: lease.fence() };
    await connections.client(node).appendHistory(entry, call);
  } catch (error) {
    context.say(`the history does not have this run: ${describeError(errorDetail(error)).message}`);
  }
}

function about({ record }: TaskTools, result: 'done' | 'failed') {
  return { run: record.id, kind: kindOfRun(record.sequence, result) };
}

/** Who did what, and what came of it on each node. */
function contentOf(
  { record, found, context }: TaskTools,
  steps: readonly HistoryStep[],
  more: { readonly phase?: string; readonly applied?: Applied } = {},
): string {
  const { generation, bundles, told } = found;
  const what = generation === 0 ? { told } : { generation, digests: digestsOf(bundles), ignored: record.ignored };
  return entryJson({ ...what, by: holderName(), tookMs: context.now() - record.startedAtMs, ...more }, steps);
}
