import { databaseNodes, type Topology } from '@tamada/core/topology';
import type { NodeStatus } from './node-status.ts';

/** What the leader's host has over the other one; more than the priorities differ by. */
export const leaderWeight = 50;

export interface VipHost {
  readonly name: string;
  /** As configs/keepalived gives it: by the order of the topology. */
  readonly priority: number;
}

/** The hosts between which a datacentre's VIP moves. */
export function vipHosts(topology: Topology, datacenter: string): readonly VipHost[] {
  return databaseNodes(topology)
    .filter((node) => node.datacenter === datacenter)
    .map(({ name }, index) => ({ name, priority: 100 - index }));
}

/** Whether keepalived runs; null where systemd does not tell. The unit has this name on every platform. */
export function keepalivedRuns({ units }: NodeStatus): boolean | null {
  const unit = units.find(({ name }) => name === 'keepalived.service');
  return unit === undefined ? null : unit.active === 'active';
}
