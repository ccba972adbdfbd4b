import { TamadaError } from '@tamada/core/errors';
import type { PortQuestion } from './ports.ts';

interface Written {
  readonly port: number;
  readonly protocol: string;
}

/** A port as the contract has it, checked. */
export function readPortQuestion({ port, protocol }: Written): PortQuestion {
  if ((protocol === 'tcp' || protocol === 'udp') && port > 0 && port < 65_536) return { port, protocol };
  if (protocol === 'vrrp' && port === 0) return { port, protocol };
  const next = 'name tcp or udp and 1 to 65535, or vrrp and 0';
  throw new TamadaError({ code: 'usage', problem: `${protocol} ${port} is no port`, next });
}
