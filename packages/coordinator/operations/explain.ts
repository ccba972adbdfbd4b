import { TamadaError } from '@tamada/core/errors';
import type { Topology } from '@tamada/core/topology';
import { whyService, whyVip } from '@tamada/core/verdict';
import { clusterView, type ClusterView } from '@tamada/core/view';
import type { Answer, OperationContext } from '../cli/context.ts';
import { lookAt } from '../connections/look.ts';
import type { Connections } from '../connections/connections.ts';
import { serviceReasonText, vipReasonText } from '../report/explain-text.ts';
import { withReach, type Reach } from '../connections/reach.ts';

/** A VIP of one datacentre, or all; or the service behind 5555 (`rw`) or 5556 (`ro`). */
export type Question = { readonly about: 'vip'; readonly datacenter: string | null } | { readonly about: 'rw' | 'ro' };

/** Why a VIP is where it is, or why a port leads where it leads. */
export async function explain(context: OperationContext, question: Question): Promise<Answer> {
  return withReach(context, (reach) => explainThrough(reach, question));
}

/** The data of VIPs is by datacentre. */
export async function explainThrough({ context: { paint }, topology, connections }: Reach, question: Question): Promise<Answer> {
  if (question.about !== 'vip') {
    const reason = whyService(question.about, await look(topology, connections));
    return { exitCode: 0, data: reason, text: serviceReasonText(reason, paint) };
  }
  const wanted = vipDatacenters(topology, question.datacenter);
  const view = await look(topology, connections);
  const reasons = wanted.flatMap((name) => whyVip(view, name) ?? []);
  const text = reasons.map((reason) => vipReasonText(reason, paint)).join('\n\n');
  return { exitCode: 0, data: Object.fromEntries(reasons.map((reason) => [reason.datacenter, reason])), text };
}

async function look(topology: Topology, connections: Connections): Promise<ClusterView> {
  const names = topology.nodes.map(({ name }) => name);
  return clusterView(topology, await lookAt(connections, names));
}

/** The datacentres that are asked about; refuses one that has no VIP. */
function vipDatacenters({ datacenters }: Topology, wanted: string | null): readonly string[] {
  const having = datacenters.filter(({ vip }) => vip !== null).map(({ name }) => name);
  if (wanted !== null && having.includes(wanted)) return [wanted];
  if (wanted === null && having.length > 0) return having;
  const problem = wanted === null ? 'no datacentre has a VIP' : `datacentre ${wanted} has no VIP`;
  const next = having.length === 0 ? 'give a datacentre one in cluster.yaml, with `vip`' : `VIPs are in ${having.join(', ')}`;
  throw new TamadaError({ code: 'usage', problem, next });
}
