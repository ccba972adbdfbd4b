import { setTimeout as wait } from 'node:timers/promises';
import { TamadaError } from '@tamada/core/errors';

/** Waits; rejects with `cancelled` when the signal ends. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw new TamadaError({ code: 'cancelled', what: 'a wait' }, { cause: error });
    throw error;
  }
}
