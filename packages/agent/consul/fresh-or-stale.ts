import type { ReadOptions } from './client.ts';

export interface FreshOrStale<T> {
  readonly value: T;
  /** The leader did not answer: this is what the node's own server knows, and it may be old. */
  readonly stale: boolean;
}

/** Asks the leader where there is one, and this server alone where there is none or it is silent. */
export async function freshOrStale<T>(leaderKnown: boolean, read: (options: ReadOptions) => Promise<T>): Promise<FreshOrStale<T>> {
  if (leaderKnown) {
    try {
      return { value: await read({ timeoutMs: 400 }), stale: false };
    } catch {
      // The second try tells why, where there is a reason.
    }
  }
  return { value: await read({ stale: true, timeoutMs: 200 }), stale: true };
}
