import { errorDetail } from '@tamada/core/errors';
import { sleep } from './wait.ts';

const againMs = 1_000;

interface Following<T> {
  readonly hasEnded: (state: T) => boolean;
  readonly onState: (state: T) => void;
  /** How long nothing may be heard. */
  readonly awayMs: number;
  readonly signal: AbortSignal;
}

/**
 * Hears how something on another node is doing until it has ended. A watch that breaks is begun again: an agent restarts, or its host does, and
 * its job goes on. With the signal it ends with what was heard last; null where nothing was.
 */
export async function follow<T>(watch: () => AsyncIterable<T>, { hasEnded, onState, awayMs, signal }: Following<T>): Promise<T | null> {
  const stopped = (): boolean => signal.aborted;
  let last: T | null = null;
  let heardAt = performance.now();
  while (!stopped()) {
    try {
      for await (const state of watch()) {
        last = state;
        heardAt = performance.now();
        onState(state);
      }
    } catch (error) {
      const gone = errorDetail(error).code !== 'node_unreachable' || performance.now() - heardAt > awayMs;
      if (gone && !stopped()) throw error;
    }
    if (last !== null && hasEnded(last)) return last;
    await sleep(againMs, signal).catch(() => undefined);
  }
  return last;
}
