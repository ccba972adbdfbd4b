import { isArmed, type Trial } from '@tamada/core/converge';
import { until } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { revert } from './revert.ts';

const intervalMs = 500;

/** As long as the agent runs: whatever is on trial for too long goes back. The journal knows it, so a restart of the agent loses nothing. */
export async function watchTrials(context: AgentContext): Promise<void> {
  const { journal, clock, exclusive, signal, logger } = context;
  let waited: { readonly trial: Trial | null; readonly untilMonotonicMs: number } = { trial: null, untilMonotonicMs: 0 };
  /** The node's clock may jump: what is left is counted from when it was seen first, and is never more than the whole. */
  const isOver = (trial: Trial): boolean => {
    if (waited.trial !== trial) {
      const leftMs = Math.min(Math.max(trial.untilMs - clock.now(), 0), trial.withinMs);
      waited = { trial, untilMonotonicMs: clock.monotonic() + leftMs };
    }
    return clock.monotonic() >= waited.untilMonotonicMs;
  };
  await until<null>({
    condition: 'the agent ends',
    intervalMs,
    deadlineMs: null,
    signal,
    async look() {
      const { trial } = journal.read();
      if (isArmed(trial) && isOver(trial) && exclusive.busyWith() === '') {
        await exclusive
          .run(`going back from generation ${String(trial.generation)}`, () => revert(context, notConfirmed(trial)))
          .catch((error: unknown) => {
            logger.error('the trial could not be ended', { error });
          });
      }
      return { ready: false, seen: 'it runs' };
    },
  }).catch((error: unknown) => {
    if (!signal.aborted) logger.error('the agent no longer watches what is on trial', { error });
  });
}

function notConfirmed({ withinMs }: Trial): string {
  return `nobody confirmed it within ${String(Math.round(withinMs / 1000))} s`;
}
