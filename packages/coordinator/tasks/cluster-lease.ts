import { TamadaError } from '@tamada/core/errors';
import type { AgentClient } from '@tamada/wire';

/** A lease lives as long as its call; no run takes longer than this. */
const longestMs = 24 * 60 * 60_000;

/** The cluster's lease, held through one of the agents. */
export interface Lease {
  readonly held: () => boolean;
  /** The last number that was held: agents refuse it once somebody has a higher one. Undefined before the first. */
  readonly fence: () => number | undefined;
  /** Resolves when the lease is held; `locked` where another run has it. */
  readonly take: (client: AgentClient, wish: { readonly run: string; readonly holder: string }) => Promise<void>;
  /** Gives back what was just taken, as if it never was: nobody believed its number. */
  readonly drop: () => void;
  /** Hangs up, which gives the lease back. */
  readonly close: () => void;
}

/** `onLost` is called when the lease ends by itself; once another run takes it, agents refuse our changes. */
export function makeLease(onLost: () => void): Lease {
  let call = new AbortController();
  let held = false;
  let fence: number | undefined;

  const watch = async (events: AsyncIterator<unknown>, { signal }: AbortController): Promise<void> => {
    await events.next().catch(() => undefined);
    if (signal.aborted) return;
    held = false;
    onLost();
  };
  const close = (): void => {
    call.abort();
    held = false;
  };
  return {
    held: () => held,
    fence: () => fence,
    async take(client, wish) {
      call = new AbortController();
      const events = client.holdLease(wish, { deadlineMs: longestMs, signal: call.signal })[Symbol.asyncIterator]();
      const first = await events.next();
      if (first.done === true)
        throw new TamadaError({
          code: 'request_failed',
          program: 'tamada-agent',
          request: 'HoldLease',
          problem: 'it ended before it gave a lease',
        });
      fence = first.value.fence;
      held = true;
      void watch(events, call);
    },
    drop() {
      close();
      fence = undefined;
    },
    close,
  };
}
