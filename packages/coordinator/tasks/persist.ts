import { errorDetail, type ErrorDetail } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import type { TaskControl } from '../runner/run-sequence.ts';

const againMs = 500;
/** Every error has its own patience, and every call its own deadline. */
const noDeadlineMs = 24 * 60 * 60_000;

/** How long an error may last, counted from the first try, and the status line meanwhile. */
export interface Patience {
  readonly ms: number;
  readonly line: string;
}

/** Tries again while an error may pass by itself. Every task looks first whether it is done, so a second try does no harm. */
export function persist<T>(
  call: () => Promise<T>,
  { progress, signal }: Pick<TaskControl, 'progress' | 'signal'>,
  patienceWith: (error: ErrorDetail) => Patience | null = whileAgentIsAway,
): Promise<T> {
  const startedAt = performance.now();
  return until<T>({
    condition: 'the call succeeds',
    intervalMs: againMs,
    deadlineMs: noDeadlineMs,
    signal,
    onSeen: progress,
    look: async () => {
      try {
        return { ready: true, value: await call() };
      } catch (error) {
        const patience = patienceWith(errorDetail(error));
        if (patience === null || performance.now() - startedAt > patience.ms) throw error;
        return { ready: false, seen: patience.line };
      }
    },
  });
}

/** An agent restarts, or ends what an earlier run began. */
function whileAgentIsAway(error: ErrorDetail): Patience | null {
  switch (error.code) {
    case 'node_unreachable':
      return { ms: 10_000, line: `waiting for the agent: ${error.problem}` };
    case 'busy':
      return { ms: 180_000, line: `the node is busy with ${error.with}` };
    default:
      return null;
  }
}
