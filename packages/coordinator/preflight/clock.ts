import type { AgentClient, CallOptions, ReplyOf } from '@tamada/wire';

const samples = 3;

export interface ClockedInfo {
  readonly info: ReplyOf<'Info'>;
  /** The node's clock minus ours, in milliseconds, by the quickest of some round trips. */
  readonly offsetMs: number;
}

/** Asks who answers, some times, because a slow round trip hides the offset. The first one pays for the connection. */
export async function askClock(client: AgentClient, options: CallOptions, now: () => number): Promise<ClockedInfo> {
  let best: (ClockedInfo & { readonly tookMs: number }) | null = null;
  for (let sample = 0; sample < samples || best === null; sample++) {
    const sentAt = now();
    const info = await client.info({}, options);
    const tookMs = now() - sentAt;
    if (best === null || tookMs < best.tookMs) best = { info, tookMs, offsetMs: info.wallClockMs - (sentAt + tookMs / 2) };
  }
  return best;
}
