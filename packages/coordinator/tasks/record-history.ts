import { describeError, errorDetail } from '@tamada/core/errors';
import { entryJson, kindOfRun, type HistoryStep } from '@tamada/core/sequence';
import { digestsOf } from './bundles.ts';
import { healthyConsul, noConsul } from './observe.ts';
import { persist } from './persist.ts';
import { holderName } from './take-lease.ts';
import { runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

export const recordHistory: TaskExecutor<'record_history'> = async (_task, tools, control) => {
  const { connections, context } = tools;
  if (!control.changed) return { changed: false, note: 'nothing was changed' };
  const node = await healthyConsul(tools);
  if (node === null) throw noConsul();
  const entry = { ...about(tools, 'done'), atMs: context.now(), json: contentOf(tools, control.steps) };
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
function contentOf({ record, found, context }: TaskTools, steps: readonly HistoryStep[], more: { readonly phase?: string } = {}): string {
  const { generation, bundles, told } = found;
  const what = generation === 0 ? { told } : { generation, digests: digestsOf(bundles), ignored: record.ignored };
  return entryJson({ ...what, by: holderName(), tookMs: context.now() - record.startedAtMs, ...more }, steps);
}
