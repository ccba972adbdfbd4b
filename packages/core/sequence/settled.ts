import { databaseNodes, synchronousNodeCount, vipHosts, type Topology } from '@tamada/core/topology';
import type { Condition, VipPlace } from './condition.ts';
import { waitFor, type Task } from './task.ts';

const minute = 60_000;

/** What holds again when a change of the leader is over, of the members and hosts that were there before it. */
export function settled(topology: Topology, there: readonly string[]): readonly Task[] {
  const members = databaseNodes(topology)
    .map(({ name }) => name)
    .filter((name) => there.includes(name));
  const complete = members.length === databaseNodes(topology).length;
  const vips = vipPlaces(topology).filter(({ hosts }) => hosts.every((host) => there.includes(host)));
  // With a member away the guarantee may be out of reach, and that is no fault of this change.
  const sync = complete ? syncCondition(topology) : null;
  return [
    ...waitFor({ kind: 'members_stream', members }, 5 * minute),
    ...(sync === null ? [] : waitFor(sync, 2 * minute)),
    ...(vips.length === 0 ? [] : waitFor({ kind: 'vips_held', vips, members }, minute)),
  ];
}

/** The VIPs of the topology, each with the hosts that may hold it. */
export function vipPlaces(topology: Topology): readonly VipPlace[] {
  return topology.datacenters.flatMap(({ name, vip }) =>
    vip === null ? [] : [{ address: vip.address, hosts: vipHosts(topology, name).map((host) => host.name) }],
  );
}

/** The condition that the topology's guarantee holds; null where it asks for nothing. */
export function syncCondition(topology: Topology): Condition | null {
  const databases = databaseNodes(topology);
  const standbys = synchronousNodeCount(topology);
  if (standbys === 0) return null;
  const elsewhere = topology.synchronous.guarantee === 'datacenter' && new Set(databases.map(({ datacenter }) => datacenter)).size > 1;
  const members = databases.map(({ name, datacenter }) => ({ name, datacenter }));
  return { kind: 'sync_guaranteed', guarantee: elsewhere ? 'datacenter' : 'node', members, standbys };
}
