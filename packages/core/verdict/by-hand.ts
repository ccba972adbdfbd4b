import { ports } from '@tamada/core/platform';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import { lookPrefix } from './backends.ts';
import type { NodeStatus } from './node-status.ts';

export type Server = NonNullable<NodeStatus['haproxy']>['servers'][number];

/** What somebody set on a server of a host's HAProxy, the address among it, which only the topology can judge; empty for nothing. */
export function serverByHand(topology: Topology, server: Server): string {
  return [addressByHand(topology, server), server.byHand].filter((words) => words !== '').join(', ');
}

function addressByHand(topology: Topology, { backend, name, address }: Server): string {
  const node = databaseNodes(topology).find((one) => one.name === name);
  if (node === undefined) return 'a server that cluster.yaml does not have';
  const port = backend.startsWith(lookPrefix) ? ports.patroniRest : topology.postgres.port;
  const own = `${node.address}:${String(port)}`;
  // An agent of an earlier version tells of no addresses.
  return address === '' || address === own ? '' : `address ${address} instead of ${own}`;
}
