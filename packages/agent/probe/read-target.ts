import type { ProbeResult } from '@tamada/core/preflight';
import { readPortQuestion } from '../survey/port-question.ts';

export type ProbeTarget = ProbeResult['target'];

interface Written {
  readonly node: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}

/** A target as the contract has it, checked. */
export function readTarget({ node, address, port, protocol }: Written): ProbeTarget {
  if (protocol === 'arp' && port === 0) return { node, address, port, protocol };
  return { node, address, ...readPortQuestion({ port, protocol }) };
}
