import { errorDetail } from '@tamada/core/errors';
import { evaluateCondition, type Task } from '@tamada/core/sequence';
import type { ClusterView } from '@tamada/core/view';
import { sleep } from '@tamada/runtime';
import type { Executor } from '../runner/index.ts';
import { observe } from './observe.ts';
import { runCall, type TaskTools } from './tools.ts';

const lookEveryMs = 2_000;
const deadlineMs = 10_000;

export const unblockLeader: Executor<Extract<Task, { kind: 'unblock_leader' }>, TaskTools> = async (task, tools, control) => {
  const { node, members, withinMs } = task;
  const endsAt = performance.now() + withinMs;
  const removed: string[] = [];
  while (performance.now() < endsAt) {
    const view = await observe(tools, members, { signal: control.signal });
    if (evaluateCondition({ kind: 'leader_runs', members }, view).is === 'met') break;
    if (isBlocked(view)) removed.push(...(await clear()));
    await sleep(lookEveryMs, control.signal);
  }
  return { changed: removed.length > 0, note: removed.join('; ') };

  // Consul may be electing: the next look tries again, and the wait beside this one says what is missing.
  async function clear(): Promise<readonly string[]> {
    try {
      const { changed, changes } = await tools.connections.client(node).clearStaleInitialize({}, runCall(tools, control, deadlineMs));
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
