import { consulServers, type Topology } from '@tamada/core/topology';
import type { ConsulSummary } from './consul-summary.ts';
import type { MemberSummary } from './member-summary.ts';

/** `continue`: the leader stays. `move`: a synchronous standby elsewhere takes over. `stop`: nobody takes writes until somebody acts. */
export interface DatacenterLoss {
  readonly datacenter: string;
  readonly writes: 'continue' | 'move' | 'stop';
  readonly why: string;
}

/** What the loss of each datacentre would mean, as things stand now. */
export function datacenterLosses(topology: Topology, members: readonly MemberSummary[], consul: ConsulSummary): readonly DatacenterLoss[] {
  return topology.datacenters.map(({ name }) => loss(name, topology, members, consul));
}

function loss(datacenter: string, topology: Topology, members: readonly MemberSummary[], consul: ConsulSummary): DatacenterLoss {
  const lost = new Set(
    consulServers(topology)
      .filter((node) => node.datacenter === datacenter)
      .map((node) => node.name),
  );
  const left = consul.servers.filter((server) => server.voter && server.alive && !lost.has(server.name)).length;
  const majority = Math.floor(consul.voters / 2) + 1;
  if (consul.leader === null) return { datacenter, writes: 'stop', why: 'Consul has no leader now' };
  if (left < majority) {
    return {
      datacenter,
      writes: 'stop',
      why: `Consul would keep ${String(left)} of ${String(consul.voters)} voters and needs ${String(majority)}`,
    };
  }
  const leader = members.find((member) => member.state === 'leader' && member.running);
  if (leader === undefined) return { datacenter, writes: 'stop', why: 'there is no leader now' };
  if (leader.datacenter !== datacenter) return { datacenter, writes: 'continue', why: `the leader ${leader.name} stands elsewhere` };
  const heir = members.find((member) => member.datacenter !== datacenter && member.state === 'sync_standby' && member.running);
  if (heir !== undefined) return { datacenter, writes: 'move', why: `the sync standby ${heir.name} can take over` };
  if (topology.synchronous.guarantee === 'off') {
    const replica = members.find((member) => member.datacenter !== datacenter && member.running);
    if (replica !== undefined)
      return { datacenter, writes: 'move', why: `the replica ${replica.name} can take over; its lag would be lost` };
  }
  return { datacenter, writes: 'stop', why: 'no sync standby stands elsewhere now' };
}
