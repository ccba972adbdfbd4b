import { TamadaError } from '@tamada/core/errors';
import type { ReplyOf } from './contract.ts';

/** Grows when an old coordinator would misunderstand a new agent, or a new one an old agent. */
export const protocolVersion = 2;

/** Names of calls and fields that came after protocol 2. `trial`: a bundle may be on trial (`confirm_within_ms`, ConfirmBundle, RevertBundle). */
export const capabilities: readonly string[] = ['trial'];

/** Refuses an agent that is not the one that was meant, or that speaks another protocol. */
export function checkInfo(meant: { readonly cluster: string; readonly node: string }, info: ReplyOf<'Info'>): void {
  const { cluster, node } = meant;
  if (info.cluster !== cluster || info.node !== node) {
    throw new TamadaError({ code: 'wrong_peer', node, problem: `the agent there calls itself ${info.node} of cluster ${info.cluster}` });
  }
  if (info.protocol !== protocolVersion) {
    throw new TamadaError({ code: 'protocol_mismatch', node, agent: info.protocol, coordinator: protocolVersion });
  }
}
