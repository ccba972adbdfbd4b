import { sleep } from '@tamada/runtime';
import { nodeStatus } from '../status/node-status.ts';
import type { MakeHandler } from './handler.ts';

/** Looks are shared, but each answer costs something to send. */
const leastIntervalMs = 200;

export const watchStatusHandler: MakeHandler<'WatchStatus'> = (context) =>
  async function* ({ intervalMs, patienceMs }, { signal }) {
    const either = AbortSignal.any([signal, context.signal]);
    while (!either.aborted) {
      yield await nodeStatus(context, patienceMs);
      await sleep(Math.max(intervalMs, leastIntervalMs), either).catch(() => undefined);
    }
  };
