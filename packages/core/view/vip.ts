import { vipHosts, type Topology } from '@tamada/core/topology';
import type { NodeView } from './nodes.ts';

/** A datacentre's virtual address and who has it on an interface. */
export interface VipView {
  readonly datacenter: string;
  readonly address: string;
  /** Hosts that may hold it. */
  readonly hosts: readonly string[];
  readonly holders: readonly string[];
  /** Those of its hosts whose agent is silent: they may hold it unseen. */
  readonly unseen: readonly string[];
}

/** In the topology's order; datacentres without a VIP are left out. */
export function vipViews(topology: Topology, nodes: readonly NodeView[]): readonly VipView[] {
  return topology.datacenters.flatMap(({ name: datacenter, vip }) => {
    if (vip === null) return [];
    const hosts = vipHosts(topology, datacenter).map(({ name }) => name);
    const silent = nodes.filter(({ name, status }) => status === null && hosts.includes(name));
    const holders = nodes.filter(({ status }) => status?.addresses.includes(vip.address) === true);
    return [{ datacenter, address: vip.address, hosts, holders: holders.map(({ name }) => name), unseen: silent.map(({ name }) => name) }];
  });
}
