import type { NodeStatus } from '@tamada/core/verdict';
import { consulStatus, lookAtLeader } from '../consul/consul-status.ts';
import type { ConsulClient } from '../consul/client.ts';
import { dcsView } from '../consul/dcs-view.ts';

export type ConsulPart = Pick<NodeStatus, 'consul' | 'dcs' | 'warnings'>;

export const noConsul: ConsulPart = { consul: null, dcs: null, warnings: [] };

/** Consul and Patroni's keys in it. Who leads comes first: it says whether the rest can be fresh. */
export async function consulPart(consul: ConsulClient, tokenKnown: boolean, scope: string): Promise<ConsulPart> {
  const leader = await lookAtLeader(consul);
  const [look, dcs] = await Promise.all([
    consulStatus(consul, leader, tokenKnown),
    leader.reachable && tokenKnown ? dcsView(consul, scope, leader.address !== '') : null,
  ]);
  return { consul: look.status, dcs, warnings: [...look.warnings] };
}
