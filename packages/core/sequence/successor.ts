import { isDrained, memberIn, type ClusterView, type MemberView } from '@tamada/core/view';
import { databaseNodes } from '@tamada/core/topology';

/** Who is to lead: a member, any in a datacentre, or whoever fits best. */
export interface SuccessorWish {
  readonly to: string | null;
  readonly datacenter: string | null;
}

export type SuccessorChoice =
  | { readonly kind: 'chosen'; readonly from: string; readonly to: string; readonly isSync: boolean; readonly lagBytes: number | null }
  /** It is so already. */
  | { readonly kind: 'leads'; readonly leader: string }
  | { readonly kind: 'unsafe'; readonly problem: string }
  /** The wish names nothing that there is. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly next: string };

/** A candidate replays this much in about a second; clients wait for it. */
const mostLagBytes = 16 * 1024 * 1024;

/** The member that a switchover leads to: one that runs, streams and is near; a synchronous standby before others, then the nearest. */
export function chooseSuccessor(view: ClusterView, wish: SuccessorWish): SuccessorChoice {
  const members = databaseNodes(view.topology);
  const wrong = wrongWish(members, wish);
  if (wrong !== null) return wrong;
  const { leader, takesWrites } = view;
  const from = leader.name;
  if (from === null || !leader.hasKey || takesWrites.is !== 'yes')
    return { kind: 'unsafe', problem: `there is no leader to switch from: ${takesWrites.evidence.join(', ')}` };
  const wanted = members.filter(({ name, datacenter }) => name === (wish.to ?? name) && datacenter === (wish.datacenter ?? datacenter));
  if ((wish.to ?? wish.datacenter) !== null && wanted.some(({ name }) => name === from)) return { kind: 'leads', leader: from };
  const judged = view.members
    .filter(({ name }) => name !== from && wanted.some((one) => one.name === name))
    .map((member) => ({ member, against: reasonAgainst(member, from, view) }));
  const [best] = judged
    .filter(({ against }) => against === null)
    .map(({ member }) => member)
    .toSorted((one, other) => rank(one, from, view) - rank(other, from, view));
  if (best === undefined) {
    const reasons = judged.map(({ member, against }) => `${member.name}: ${against ?? ''}`);
    return { kind: 'unsafe', problem: reasons.length === 0 ? 'there is no other member' : `nobody can take over (${reasons.join('; ')})` };
  }
  return { kind: 'chosen', from, to: best.name, isSync: best.state === 'sync_standby', lagBytes: best.lagBytes };
}

/** Who takes over from the leader while its host is away, best one near by. `back`: it leads again afterwards, because the other stands elsewhere. */
export function chooseStandIn(view: ClusterView): { readonly choice: SuccessorChoice; readonly back: boolean } {
  const leading = view.leader.name ?? '';
  const home = memberIn(view, leading)?.datacenter;
  const near = view.members.filter(({ name, datacenter }) => name !== leading && datacenter === home);
  const choices = [...near.map(({ name }) => name), null].map((to) => chooseSuccessor(view, { to, datacenter: null }));
  const choice = choices.find(({ kind }) => kind === 'chosen') ?? choices.at(-1) ?? { kind: 'unsafe', problem: 'nobody can take over' };
  // Applications would go across datacentres for ever.
  return { choice, back: choice.kind === 'chosen' && memberIn(view, choice.to)?.datacenter !== home };
}

function wrongWish(members: readonly { readonly name: string; readonly datacenter: string }[], { to, datacenter }: SuccessorWish) {
  const names = members.map(({ name }) => name);
  const places = [...new Set(members.map((member) => member.datacenter))];
  if (to !== null && !names.includes(to))
    return { kind: 'wrong', problem: `${to} is no database node`, next: `choose one of ${names.join(', ')}` } as const;
  if (datacenter !== null && !places.includes(datacenter))
    return { kind: 'wrong', problem: `no database node stands in ${datacenter}`, next: `choose one of ${places.join(', ')}` } as const;
  return null;
}

/** Why a member cannot take over now; null where it can. What nobody knows counts against it. */
function reasonAgainst(member: MemberView, leader: string, view: ClusterView): string | null {
  const { runs, takesPart, streams, timeline, lagBytes } = member;
  if (runs.is !== 'yes') return runs.is === 'no' ? 'it does not run' : `nobody knows whether it runs (${runs.evidence.join(', ')})`;
  if (takesPart.is !== 'yes') return takesPart.evidence.join(', ');
  if (isDrained(view, member.name)) return 'it is drained';
  if (streams.is !== 'yes') return `it does not stream from ${leader} (${streams.evidence.join(', ')})`;
  if (timeline !== null && timeline !== memberIn(view, leader)?.timeline) return `it is on timeline ${String(timeline)}`;
  if (lagBytes !== null && lagBytes > mostLagBytes) return `it is ${String(Math.round(lagBytes / 1024 / 1024))} MiB behind`;
  return null;
}

/** Sync standbys first, then those of the leader's datacentre, then the least lag. */
function rank(member: MemberView, leader: string, view: ClusterView): number {
  const far = member.datacenter === memberIn(view, leader)?.datacenter ? 0 : 1;
  return (member.state === 'sync_standby' ? 0 : 4) + far * 2 + (member.lagBytes ?? mostLagBytes) / (mostLagBytes + 1);
}
