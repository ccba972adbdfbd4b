import { networkInterfaces } from 'node:os';
import type { Facts } from '@tamada/core/facts';
import type { CommandRunner } from '@tamada/runtime';
import { list, number, object, text } from '../json/fields.ts';

type Interface = Facts['interface'];

/** The interface that holds the node's address; null where none does. The kernel's own word: Node shows an address with a label under that. */
export async function interfaceOf(run: CommandRunner, address: string): Promise<Interface> {
  const asked = await run(['ip', '-json', '-4', 'address', 'show'], { timeoutMs: 3000 }).catch(() => null);
  const told = asked?.code === 0 ? readAddresses(asked.stdout, address) : null;
  return told ?? nodesOwn(address, networkInterfaces());
}

/** What `ip -json address show` says of an address. */
export function readAddresses(json: string, address: string): Interface {
  for (const one of list(parseList(json)).map(object)) {
    const found = list(one.addr_info)
      .map(object)
      .find(({ local }) => local === address);
    if (found !== undefined) return { name: text(one.ifname), address, prefixLength: number(found.prefixlen) };
  }
  return null;
}

/** Where `ip` is not to be had. A label mostly is the interface's name with something behind a colon, which no name has. */
export function nodesOwn(address: string, interfaces: ReturnType<typeof networkInterfaces>): Interface {
  for (const [name, addresses] of Object.entries(interfaces)) {
    const found = addresses?.find((candidate) => candidate.address === address);
    if (found !== undefined) return { name: name.split(':')[0] ?? name, address, prefixLength: Number(found.cidr?.split('/')[1] ?? '32') };
  }
  return null;
}

function parseList(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return [];
  }
}
