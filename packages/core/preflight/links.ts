import { ports } from '@tamada/core/platform';
import { consulServers, databaseNodes, type Node, type Topology } from '@tamada/core/topology';
import type { PortProtocol } from './types.ts';

/** A connection that the cluster needs from one node to another. */
export interface Link {
  readonly from: Node;
  readonly to: Node;
  readonly port: number;
  readonly protocol: PortProtocol;
  readonly purpose: string;
}

interface LinkRule {
  readonly port: (topology: Topology) => number;
  readonly protocol: Link['protocol'];
  readonly among: (topology: Topology) => readonly (readonly Node[])[];
  readonly purpose: string;
}

const allServers = (topology: Topology): readonly (readonly Node[])[] => [consulServers(topology)];
const allDatabases = (topology: Topology): readonly (readonly Node[])[] => [databaseNodes(topology)];

/** Who needs which port of whom: everybody in a group, of everybody else in it. */
const rules: readonly LinkRule[] = [
  { port: () => ports.consulServer, protocol: 'tcp', among: allServers, purpose: 'Consul RPC' },
  { port: () => ports.consulSerf, protocol: 'tcp', among: allServers, purpose: 'Consul gossip' },
  { port: () => ports.consulSerf, protocol: 'udp', among: allServers, purpose: 'Consul gossip' },
  { port: ({ postgres }) => postgres.port, protocol: 'tcp', among: allDatabases, purpose: 'replication' },
  { port: () => ports.patroniRest, protocol: 'tcp', among: allDatabases, purpose: "Patroni's REST interface" },
  { port: () => 0, protocol: 'vrrp', among: vipKeepers, purpose: 'keepalived' },
];

/** All connections between the topology's nodes, in both directions. */
export function neededLinks(topology: Topology): readonly Link[] {
  return rules.flatMap(({ port, protocol, among, purpose }) =>
    among(topology).flatMap((group) =>
      group.flatMap((from) => group.filter((to) => to !== from).map((to) => ({ from, to, port: port(topology), protocol, purpose }))),
    ),
  );
}

/** `tcp 8300`, or what has no port. */
export function portWords({ port, protocol }: Pick<Link, 'port' | 'protocol'>): string {
  return protocol === 'vrrp' ? 'IP protocol 112 (VRRP)' : `${protocol} ${String(port)}`;
}

/** The hosts between which a VIP moves, by datacentre. */
function vipKeepers(topology: Topology): readonly (readonly Node[])[] {
  return topology.datacenters
    .filter(({ vip }) => vip !== null)
    .map(({ name }) => databaseNodes(topology).filter(({ datacenter }) => datacenter === name));
}
