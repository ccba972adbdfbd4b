import { ports } from '@tamada/core/platform';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import { lookPrefix } from './backends.ts';
import type { HaproxyServer } from './node-status.ts';

/** What somebody set on a server of a host's HAProxy, the address among it, which only the topology can judge; null for nothing. */
export function serverByHand(topology: Topology, server: HaproxyServer): string | null {
  const words = [addressByHand(topology, server), server.byHand].filter((one) => one !== null);
  return words.length === 0 ? null : words.join(', ');
}

function addressByHand(topology: Topology, { backend, name, address }: HaproxyServer): string | null {
  const node = databaseNodes(topology).find((one) => one.name === name);
  if (node === undefined) return 'a server that cluster.yaml does not have';
  const port = backend.startsWith(lookPrefix) ? ports.patroniRest : topology.postgres.port;
  const own = `${node.address}:${String(port)}`;
  return address === null || address === own ? null : `address ${address} instead of ${own}`;
}
