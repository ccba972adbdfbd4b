import { countByDatacenter, databaseNodes } from './nodes.ts';
import type { Topology } from './types.ts';

/**
 * Patroni's `synchronous_node_count`; 0 means synchronous mode off. A leader in the largest datacentre (n databases) has
 * n − 1 peers there, so any choice of n standbys includes a remote one; elsewhere there are fewer peers. 2+2 → 2.
 */
export function synchronousNodeCount(topology: Topology): number {
  const databases = databaseNodes(topology);
  const standbys = Math.max(databases.length - 1, 0);
  switch (topology.synchronous.guarantee) {
    case 'off':
      return 0;
    case 'node':
      return Math.min(1, standbys);
    case 'datacenter':
      return Math.min(Math.max(0, ...countByDatacenter(databases).values()), standbys);
  }
}
