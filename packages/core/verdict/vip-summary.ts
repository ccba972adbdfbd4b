import type { Topology } from '@tamada/core/topology';
import type { Observation } from './observation.ts';

/** A datacentre's virtual address and who has it on an interface. */
export interface VipSummary {
  readonly address: string;
  /** The one node that holds it; null for none and for several. */
  readonly holder: string | null;
  readonly holders: readonly string[];
}

/** By datacentre; those without a VIP are left out. A node that does not answer may hold one unseen. */
export function vipSummaries(topology: Topology, observations: readonly Observation[]): Readonly<Record<string, VipSummary>> {
  return Object.fromEntries(
    topology.datacenters.flatMap(({ name, vip }) => (vip === null ? [] : [[name, vipSummary(vip.address, observations)] as const])),
  );
}

function vipSummary(address: string, observations: readonly Observation[]): VipSummary {
  const holders = observations.filter(({ status }) => status?.addresses.includes(address) === true).map(({ node }) => node);
  return { address, holder: holders.length === 1 ? (holders[0] ?? null) : null, holders };
}
