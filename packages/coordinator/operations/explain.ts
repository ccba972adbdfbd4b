import { TamadaError } from '@tamada/core/errors';
import type { Topology } from '@tamada/core/topology';
import { whyService, whyVip } from '@tamada/core/verdict';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { serviceReasonText, vipReasonText } from '../report/explain-text.ts';
import { observeNodes } from './observe-nodes.ts';
import { withReach } from './reach.ts';

/** Why VIPs stand where they stand; of one datacentre, or of all. The data is by datacentre. */
export async function explainVip(context: OperationContext, datacenter: string | null): Promise<Answer> {
  return withReach(context, async ({ topology, connections }) => {
    const wanted = vipDatacenters(topology, datacenter);
    const observations = await observeNodes(topology, connections);
    const reasons = wanted.flatMap((name) => whyVip(topology, observations, name) ?? []);
    const text = reasons.map((reason) => vipReasonText(reason, context.paint)).join('\n\n');
    return { exitCode: 0, data: Object.fromEntries(reasons.map((reason) => [reason.datacenter, reason])), text };
  });
}

/** Why 5555 (`rw`) or 5556 (`ro`) leads where it leads, from each host. */
export async function explainService(context: OperationContext, service: 'rw' | 'ro'): Promise<Answer> {
  return withReach(context, async ({ topology, connections }) => {
    const reason = whyService(service, topology, await observeNodes(topology, connections));
    return { exitCode: 0, data: reason, text: serviceReasonText(reason, context.paint) };
  });
}

/** The datacentres that are asked about; refuses one that has no VIP. */
function vipDatacenters({ datacenters }: Topology, wanted: string | null): readonly string[] {
  const having = datacenters.filter(({ vip }) => vip !== null).map(({ name }) => name);
  if (wanted !== null && having.includes(wanted)) return [wanted];
  if (wanted === null && having.length > 0) return having;
  const problem = wanted === null ? 'no datacentre has a VIP' : `there is no VIP in a datacentre ${wanted}`;
  const next = having.length === 0 ? 'cluster.yaml gives one to a datacentre by `vip`' : `VIPs are in ${having.join(', ')}`;
  throw new TamadaError({ code: 'usage', problem, next });
}
