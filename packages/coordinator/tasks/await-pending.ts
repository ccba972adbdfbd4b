import { errorDetail } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import { observe } from './observe.ts';
import type { TaskExecutor } from './tools.ts';

/** Each Patroni reads the dynamic configuration in its next round, `loop_wait` later at most, and then says that a restart is pending. */
const withinMs = 30_000;
const intervalMs = 500;

export const awaitPending: TaskExecutor<'await_pending'> = async ({ members }, tools, control) => {
  if (!tools.found.restartDue) return { changed: false, note: 'nothing was changed that needs one' };
  let waiting: readonly string[] = [];
  try {
    await until({
      condition: 'members say that a restart is pending',
      intervalMs,
      deadlineMs: withinMs,
      signal: control.signal,
      onSeen: control.progress,
      look: async (signal) => {
        const view = await observe(tools, members, { signal });
        waiting = view.members.filter(({ own }) => own?.pendingRestart === true).map(({ name }) => name);
        return waiting.length === members.length
          ? { ready: true, value: null }
          : { ready: false, seen: `until now: ${waiting.join(', ') || 'none'}` };
      },
    });
  } catch (error) {
    // Whoever does not wait for one is not restarted: it has the value already.
    if (errorDetail(error).code !== 'condition_not_met') throw error;
  }
  return { changed: false, note: waiting.length === 0 ? 'none is' : waiting.join(', ') };
};
