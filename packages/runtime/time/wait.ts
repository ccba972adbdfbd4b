import { setTimeout as wait } from 'node:timers/promises';
import { TamadaError } from '@tamada/core/errors';

/** Times in milliseconds. */
export interface Clock {
  /** Since the epoch; may jump. */
  readonly now: () => number;
  /** Only grows; its zero means nothing. */
  readonly monotonic: () => number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** Waits; rejects with `cancelled` when the signal ends. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw new TamadaError({ code: 'cancelled', what: 'a wait' }, { cause: error });
    throw error;
  }
}

/** Waits; true when the time has passed, false when the signal ended before. */
export function elapsed(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, signal).then(
    () => true,
    () => false,
  );
}

/** One look: the value that was waited for, or what was seen instead (a status line). */
export type Look<T> = { readonly ready: true; readonly value: T } | { readonly ready: false; readonly seen: string };

export interface Wait<T> {
  /** The condition's name, for errors and status lines. */
  readonly condition: string;
  /** Its signal ends with the deadline too. An error that it throws ends the wait. */
  readonly look: (signal: AbortSignal) => Promise<Look<T>>;
  readonly intervalMs: number;
  /** Null: as long as it takes. */
  readonly deadlineMs: number | null;
  readonly signal?: AbortSignal | undefined;
  /** Called when the status line changes. */
  readonly onSeen?: ((seen: string) => void) | undefined;
  readonly clock?: Clock | undefined;
}

/** Looks again and again until the condition holds; `condition_not_met` at the deadline, `cancelled` when the signal ends. */
export async function until<T>(wait: Wait<T>): Promise<T> {
  const clock = wait.clock ?? systemClock;
  const start = clock.monotonic();
  const deadline = wait.deadlineMs === null ? null : AbortSignal.timeout(wait.deadlineMs);
  const either = AbortSignal.any([wait.signal ?? [], deadline ?? []].flat());
  let seen = 'nothing yet';
  try {
    for (;;) {
      const look = await wait.look(either);
      if (look.ready) return look.value;
      if (look.seen !== seen) wait.onSeen?.(look.seen);
      seen = look.seen;
      await sleep(wait.intervalMs, either);
    }
  } catch (error) {
    if (wait.signal?.aborted === true) throw new TamadaError({ code: 'cancelled', what: wait.condition }, { cause: error });
    if (deadline?.aborted !== true) throw error;
    const afterMs = Math.round(clock.monotonic() - start);
    throw new TamadaError({ code: 'condition_not_met', condition: wait.condition, seen, afterMs }, { cause: error });
  }
}
