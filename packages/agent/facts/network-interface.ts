import { networkInterfaces } from 'node:os';
import type { Facts } from '@tamada/core/facts';
import type { CommandRunner } from '@tamada/runtime';
import { list, number, object, text } from '../json/fields.ts';

/** An address as the kernel has it. */
export interface HeldAddress {
  readonly interface: string;
  readonly index: number;
  readonly prefixLength: number;
  /** It has an end: a lease. */
  readonly dynamic: boolean;
}

/** The interface that holds the node's address; null where none does. The kernel's own word: Node shows an address with a label under that. */
export async function interfaceOf(run: CommandRunner, address: string): Promise<Facts['interface']> {
  const held = await heldAddress(run, address);
  if (held !== null) return { name: held.interface, address, prefixLength: held.prefixLength };
  return nodesOwn(address, networkInterfaces());
}

/** Null where no interface holds it, or `ip` cannot be asked. */
export async function heldAddress(run: CommandRunner, address: string): Promise<HeldAddress | null> {
  const asked = await run(['ip', '-json', '-4', 'address', 'show'], { timeoutMs: 3000 }).catch(() => null);
  return asked?.code === 0 ? readHeld(asked.stdout, address) : null;
}

/** What `ip -json address show` says of an address. */
export function readHeld(json: string, address: string): HeldAddress | null {
  for (const one of parseList(json).map(object)) {
    const found = list(one.addr_info)
      .map(object)
      .find(({ local }) => local === address);
    if (found === undefined) continue;
    const prefixLength = number(found.prefixlen);
    return { interface: text(one.ifname), index: number(one.ifindex), prefixLength, dynamic: found.dynamic === true };
  }
  return null;
}

/** For hosts without `ip`. A label mostly is the interface's name, a colon and more; no interface has a colon in its name. */
export function nodesOwn(address: string, interfaces: ReturnType<typeof networkInterfaces>): Facts['interface'] {
  for (const [name, addresses] of Object.entries(interfaces)) {
    const found = addresses?.find((candidate) => candidate.address === address);
    if (found !== undefined) return { name: name.split(':')[0] ?? name, address, prefixLength: Number(found.cidr?.split('/')[1] ?? '32') };
  }
  return null;
}

function parseList(json: string): readonly unknown[] {
  try {
    return list(JSON.parse(json));
  } catch {
    return [];
  }
}

/** The host's IPv4 addresses on all interfaces but loopback, VIPs that it holds included. */
export function hostAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [...new Set(all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address))].sort();
}
