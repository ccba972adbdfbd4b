import { databaseNodes, synchronousNodeCount, type Topology } from '@tamada/core/topology';
import type { Condition } from './condition.ts';

/** The condition that the topology's guarantee holds; null where it asks for nothing. */
export function syncCondition(topology: Topology): Condition | null {
  const databases = databaseNodes(topology);
  const standbys = synchronousNodeCount(topology);
  if (standbys === 0) return null;
  const elsewhere = topology.synchronous.guarantee === 'datacenter' && new Set(databases.map(({ datacenter }) => datacenter)).size > 1;
  const members = databases.map(({ name, datacenter }) => ({ name, datacenter }));
  return { kind: 'sync_guaranteed', guarantee: elsewhere ? 'datacenter' : 'node', members, standbys };
}
