import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../lab-error.ts';

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Waits until the condition gives something else than null or false. */
export async function waitFor<T>(
  condition: string,
  look: () => T | null | false | Promise<T | null | false>,
  { timeoutMs, everyMs = 50, signal }: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (signal?.aborted) throw new LabError('interrupted', `Interrupted while waiting until ${condition}`);
    if (performance.now() > deadline) throw new LabError('deadline', `Gave up after ${timeoutMs / 1000} s of waiting until ${condition}`);
    await sleep(everyMs);
  }
}
