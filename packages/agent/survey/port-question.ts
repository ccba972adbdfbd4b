import { TamadaError } from '@tamada/core/errors';
import type { PortQuestion } from './ports.ts';

/** A port as the contract has it, checked. */
export function readPortQuestion({ port, protocol }: { readonly port: number; readonly protocol: string }): PortQuestion {
  if ((protocol === 'tcp' || protocol === 'udp') && port > 0 && port < 65_536) return { port, protocol };
  throw new TamadaError({ code: 'usage', problem: `${protocol} ${port} is no port`, next: 'name tcp or udp and 1 to 65535' });
}
