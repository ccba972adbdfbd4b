import { judgeFence, noteFence } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { AgentContext } from './agent-context.ts';
import { readLease } from './consul/lease-session.ts';
import { consulAs } from './consul/connect.ts';

/** Judges the lease number of a change; call the result when the work is done. */
export type AdmitFence = (fence: number | null) => Promise<() => void>;

/** `known`: the lease's number as Consul tells it, null where it does not. */
export function makeFence(journal: AgentContext['journal'], known: () => Promise<number | null>): AdmitFence {
  let unproven = 0;
  return async (fence) => {
    const { fence: proven } = journal.read();
    // The holder of the last lease goes on: its calls cost no question to Consul.
    if (fence !== null && fence > 0 && fence === proven && unproven === 0) return () => undefined;
    const verdict = judgeFence({ fence, proven, unproven, known: await known() });
    if (verdict.kind === 'refused') throw new TamadaError(verdict.detail);
    if (fence === null || verdict.note === 'nowhere') return () => undefined;
    if (verdict.note === 'memory') {
      return () => {
        unproven = Math.max(unproven, fence);
      };
    }
    unproven = 0;
    await journal.update((state) => noteFence(state, fence));
    return () => undefined;
  };
}

/** From the node's own Consul; null where that has no leader, is not there, or does not know us yet. */
export async function knownLease({ config, secrets }: Pick<AgentContext, 'config' | 'secrets'>): Promise<number | null> {
  try {
    return (await readLease(await consulAs(secrets, 'consul_token_tamada'), config.cluster)).fence;
  } catch {
    return null;
  }
}
