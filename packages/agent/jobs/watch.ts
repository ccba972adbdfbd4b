import { hasEnded, type JobState } from '@tamada/core/jobs';
import { sleep } from '@tamada/runtime';
import type { JobStore } from './store.ts';

const intervalMs = 250;

/** Its state now and after each change, up to its end. Ends early with the signal. */
export async function* watchJob(id: string, store: JobStore, signal: AbortSignal): AsyncGenerator<JobState, void> {
  for (let told = ''; !signal.aborted;) {
    const state = await store.read(id);
    const text = JSON.stringify(state);
    if (text !== told) yield state;
    told = text;
    if (hasEnded(state)) return;
    await sleep(intervalMs, signal).catch(() => undefined);
  }
}
