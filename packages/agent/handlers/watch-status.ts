import { sleep } from '@tamada/runtime';
import { nodeStatus } from '../status/node-status.ts';
import type { MakeHandler } from './handler.ts';

/** A look costs some processes: nobody gets them faster than this. */
const leastIntervalMs = 200;

export const watchStatusHandler: MakeHandler<'WatchStatus'> = (context) =>
  async function* ({ intervalMs }, { signal }) {
    const either = AbortSignal.any([signal, context.signal]);
    while (!either.aborted) {
      yield await nodeStatus(context);
      await sleep(Math.max(intervalMs, leastIntervalMs), either).catch(() => undefined);
    }
  };
