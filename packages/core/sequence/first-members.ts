import { databaseNodes, type Topology } from '@tamada/core/topology';
import type { NodeStatus } from '@tamada/core/view';

/** The members that may start before there is a leader: those that ran before, because the cluster's data is theirs; else the first of all. */
export function firstMembers(topology: Topology, observed: readonly NodeStatus[]): readonly string[] {
  const members = databaseNodes(topology).map((node) => node.name);
  const established = members.filter((name) => observed.some((status) => status.node === name && status.agent.memberEstablished));
  return established.length > 0 ? established : members.slice(0, 1);
}
