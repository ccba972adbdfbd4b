import { vipHosts, vipWeights, type VipHost } from '@tamada/core/topology';
import type { ClusterView } from '@tamada/core/view';
import { vipCandidate, type VipCandidate } from './vip-candidate.ts';
import { vipVerdict } from './vip-verdict.ts';

/** Why a datacentre's VIP stands where it stands. */
export interface VipReason {
  readonly datacenter: string;
  readonly address: string;
  readonly leader: string | null;
  readonly holders: readonly string[];
  /** The host with the highest priority; null where none takes part, or where one that nobody knows about could have a higher one. */
  readonly expected: string | null;
  readonly verdict: string;
  readonly hosts: readonly VipCandidate[];
}

/** From what all nodes say; null where the datacentre has no VIP. */
export function whyVip(view: ClusterView, datacenter: string): VipReason | null {
  const vip = view.vips.find((one) => one.datacenter === datacenter);
  if (vip === undefined) return null;
  const { address, holders } = vip;
  const { name: leader } = view.leader;
  const contenders = vipHosts(view.topology, datacenter).map((host) => {
    const seen = vipCandidate(host, address, view);
    return { seen, most: mostPriority(host, seen, leader, holders) };
  });
  const hosts = contenders.map(({ seen }) => seen);
  const best = highest(hosts);
  const doubtful = contenders
    .filter(({ seen, most }) => seen.may === 'unknown' && (seen.holds === true || most > (best?.priority ?? 0)))
    .map(({ seen }) => seen);
  const expected = doubtful.length > 0 ? null : (best?.name ?? null);
  const verdict = vipVerdict(hosts, holders, expected, doubtful);
  return { datacenter, address, leader, holders, expected, verdict, hosts };
}

/** What a host that nobody knows about could compete with. */
function mostPriority({ name, priority }: VipHost, { holds }: VipCandidate, leader: string | null, holders: readonly string[]): number {
  const mayLead = leader === null || leader === name;
  const mayHold = holds ?? holders.length === 0;
  return priority + (mayLead ? vipWeights.leader : 0) + (mayHold ? vipWeights.holder : 0);
}

function highest(hosts: readonly VipCandidate[]): VipCandidate | null {
  return hosts.reduce<VipCandidate | null>((best, host) => ((host.priority ?? 0) > (best?.priority ?? 0) ? host : best), null);
}
