import type { ClusterStatus } from '@tamada/core/verdict';
import { untilStatus } from '../../../scripts/cluster/status.ts';
import type { LabView } from '../../../scripts/lab/index.ts';

/** Whom 5556 leads to from a datacentre, by the members' states: asynchronous replicas, its own first. */
export function readsOf(members: ClusterStatus['members'], datacenter: string): readonly string[] {
  const asynchronous = members.filter(({ state }) => state === 'replica');
  const local = asynchronous.filter((member) => member.datacenter === datacenter);
  return (local.length > 0 ? local : asynchronous).map(({ name }) => name).toSorted();
}

/** A standby learns up to a round of its Patroni later that it is synchronous; then HAProxy does. */
export async function untilReadsSettle(lab: LabView, asynchronous: number): Promise<ClusterStatus> {
  return untilStatus(lab, `every HAProxy leads reads to ${String(asynchronous)} asynchronous replicas`, ({ members, services }) => {
    const settled = Object.entries(services.ro.perHost).every(([host, path]) => {
      const datacenter = members.find(({ name }) => name === host)?.datacenter ?? '';
      return path?.servers.toSorted().join() === readsOf(members, datacenter).join();
    });
    return settled && members.filter(({ state }) => state === 'replica').length === asynchronous;
  });
}
