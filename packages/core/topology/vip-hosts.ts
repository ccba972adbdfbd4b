import { databaseNodes } from './nodes.ts';
import type { Node, Topology } from './types.ts';

/**
 * What keepalived adds to a host's priority: the leader's host wins, else the VIP stays where it is, else the topology's order counts. A host
 * that is drained holds it only where nobody else can.
 */
export const vipWeights = { leader: 50, holder: 10, drained: -30 } as const;

export interface VipHost {
  readonly name: string;
  readonly address: Node['address'];
  readonly priority: number;
}

/** The hosts between which a datacentre's VIP moves; the first has the highest priority, each further one has one less. */
export function vipHosts(topology: Topology, datacenter: string): readonly VipHost[] {
  return databaseNodes(topology)
    .filter((node) => node.datacenter === datacenter)
    .map(({ name, address }, index) => ({ name, address, priority: 100 - index }));
}
