import type { Node, Topology } from './types.ts';

/** Nodes that run a Consul server: all but backup hosts. In the order of the file. */
export function consulServers(topology: Topology): readonly Node[] {
  return topology.nodes.filter((node) => node.role !== 'backup');
}

/** In the order of the file: the first is where the cluster is bootstrapped. */
export function databaseNodes(topology: Topology): readonly Node[] {
  return topology.nodes.filter((node) => node.role === 'database');
}

export function backupNodes(topology: Topology): readonly Node[] {
  return topology.nodes.filter((node) => node.role === 'backup');
}

export function nodeOf(topology: Topology, name: string): Node | undefined {
  return topology.nodes.find((node) => node.name === name);
}

/** How many of these nodes stand in each datacentre; datacentres without one are left out. */
export function countByDatacenter(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { datacenter } of nodes) counts.set(datacenter, (counts.get(datacenter) ?? 0) + 1);
  return counts;
}
