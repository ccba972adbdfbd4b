import type { networkInterfaces } from 'node:os';
import type { Facts } from '@tamada/core/facts';

/** The interface that holds the node's address; null where none does. From the kernel's list, because systeminformation keeps one address of an interface only, and that may be the VIP. */
export function interfaceOf(address: string, interfaces: ReturnType<typeof networkInterfaces>): Facts['interface'] {
  for (const [name, addresses] of Object.entries(interfaces)) {
    const found = addresses?.find((candidate) => candidate.address === address);
    if (found !== undefined) return { name, address, prefixLength: prefixLength(found.cidr) };
  }
  return null;
}

function prefixLength(cidr: string | null): number {
  return Number(cidr?.split('/')[1] ?? '32');
}
