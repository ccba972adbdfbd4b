import { ports } from '@tamada/core/platform';
import { consulServers, databaseNodes, type Node, type Topology } from '@tamada/core/topology';

/** A connection that the cluster needs from one node to another. */
export interface Link {
  readonly from: Node;
  readonly to: Node;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly purpose: string;
}

interface LinkRule {
  readonly port: (topology: Topology) => number;
  readonly protocol: Link['protocol'];
  readonly among: (topology: Topology) => readonly Node[];
  readonly purpose: string;
}

/** Which port who needs of whom: everybody in the group, of everybody else in it. */
const rules: readonly LinkRule[] = [
  { port: () => ports.consulServer, protocol: 'tcp', among: consulServers, purpose: 'Consul RPC' },
  { port: () => ports.consulSerf, protocol: 'tcp', among: consulServers, purpose: 'Consul gossip' },
  { port: () => ports.consulSerf, protocol: 'udp', among: consulServers, purpose: 'Consul gossip' },
  { port: ({ postgres }) => postgres.port, protocol: 'tcp', among: databaseNodes, purpose: 'replication' },
  { port: () => ports.patroniRest, protocol: 'tcp', among: databaseNodes, purpose: "Patroni's REST interface" },
];

/** All connections between the topology's nodes, in both directions. */
export function neededLinks(topology: Topology): readonly Link[] {
  return rules.flatMap(({ port, protocol, among, purpose }) => {
    const group = among(topology);
    return group.flatMap((from) => group.filter((to) => to !== from).map((to) => ({ from, to, port: port(topology), protocol, purpose })));
  });
}
