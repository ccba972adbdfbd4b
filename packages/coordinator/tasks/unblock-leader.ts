import { errorDetail } from '@tamada/core/errors';
import { runningLeader, type Task } from '@tamada/core/sequence';
import type { NodeStatus } from '@tamada/core/verdict';
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
    const statuses = await observe(tools.connections, members, { signal: control.signal });
    if (runningLeader(members, new Map(statuses.map((status) => [status.node, status]))) !== undefined) break;
    if (isBlocked(statuses)) removed.push(...(await clear()));
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
function isBlocked(statuses: readonly NodeStatus[]): boolean {
  const held = statuses.some(({ dcs }) => dcs !== null && dcs.initializePresent && dcs.initialize === '' && dcs.leader === '');
  const awake = statuses.flatMap(({ member }) => (member?.reachable === true ? [member] : []));
  return held && awake.length > 0 && awake.every(({ state }) => state === 'stopped');
}
