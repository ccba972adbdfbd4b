import { evaluateCondition } from '@tamada/core/sequence';
import { errorDetail } from '@tamada/core/errors';
import type { ClusterView } from '@tamada/core/view';
import { until, type Look } from '@tamada/runtime';
import { changeResult, runCall, type TaskExecutor } from './tools.ts';
import { persist } from './persist.ts';
import { observe } from './observe.ts';

const deadlineMs = 20_000;
/** Shorter: what fails is tried again with the next look. */
const againDeadlineMs = 10_000;
const lookEveryMs = 2_000;

export const clearStaleInitialize: TaskExecutor<'clear_stale_initialize'> = async ({ node }, tools, control) =>
  changeResult(await persist(() => tools.connections.client(node).clearStaleInitialize({}, runCall(tools, control, deadlineMs)), control));

export const unblockLeader: TaskExecutor<'unblock_leader'> = async (task, tools, control) => {
  const { node, members, withinMs } = task;
  const removed: string[] = [];
  try {
    await until({ condition: 'a leader runs', intervalMs: lookEveryMs, deadlineMs: withinMs, signal: control.signal, look });
  } catch (error) {
    // The wait beside this one says what is missing.
    if (errorDetail(error).code !== 'condition_not_met') throw error;
  }
  return { changed: removed.length > 0, note: removed.join('; ') };

  async function look(ends: AbortSignal): Promise<Look<void>> {
    const view = await observe(tools, members, { signal: ends });
    const { is, line } = evaluateCondition({ kind: 'leader_runs', members }, view);
    if (is === 'met') return { ready: true, value: undefined };
    if (isBlocked(view)) removed.push(...(await clear()));
    return { ready: false, seen: line };
  }

  // Consul may be electing: the next look tries again.
  async function clear(): Promise<readonly string[]> {
    try {
      const { changed, changes } = await tools.connections.client(node).clearStaleInitialize({}, runCall(tools, control, againDeadlineMs));
      return changed ? changes : [];
    } catch (error) {
      if (control.signal.aborted) throw error;
      control.progress(`not yet: ${errorDetail(error).code}`);
      return [];
    }
  }
};

/** The key is there without a system id, and every Patroni that answers is idle: nobody is about to fill it. */
function isBlocked({ dcs, members, leader }: ClusterView): boolean {
  const held = leader.name === null && dcs.any?.leader === null && dcs.any.initialize !== null && dcs.any.initialize.systemId === null;
  const awake = members.flatMap(({ own }) => (own === null ? [] : [own]));
  return held && awake.length > 0 && awake.every(({ state }) => state.is === 'stopped');
}
