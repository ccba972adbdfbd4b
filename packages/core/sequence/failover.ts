import { databaseNodes, type Topology } from '@tamada/core/topology';
import { isDrained, type ClusterView, type MemberView } from '@tamada/core/view';
import { lagBytes } from '../wal/index.ts';
import { settled } from './settled.ts';
import { phase, type Phase } from './task.ts';

/** A member that could lead a cluster that has lost its leader. */
export interface FailoverCandidate {
  readonly name: string;
  readonly isSync: boolean;
  readonly timeline: number | null;
  /** Received, and so kept by a promotion. */
  readonly lsn: string | null;
  /** What it lacks at least: up to the position that the leader wrote down last. Null where one of both is not known. */
  readonly behindBytes: number | null;
}

export interface FailoverPlan {
  readonly to: string;
  /** The furthest first. */
  readonly candidates: readonly FailoverCandidate[];
  /** Synchronous standbys that are away: rows that only they and the leader have are lost. */
  readonly lostSync: readonly string[];
  /** Nothing that was acknowledged can be lost. */
  readonly losesNothing: boolean;
  readonly there: readonly string[];
}

export type FailoverChoice =
  | { readonly kind: 'chosen'; readonly plan: FailoverPlan }
  | { readonly kind: 'unsafe'; readonly problem: string; readonly next: string }
  /** The wish names nothing that there is. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly next: string };

const look = '`tamada status` shows how the members stand';

/** Only where it is known that there is no leader, and only to the member that has the most. `to` null: whoever that is. */
export function chooseFailover(view: ClusterView, to: string | null, there: readonly string[]): FailoverChoice {
  const names = databaseNodes(view.topology).map(({ name }) => name);
  if (to !== null && !names.includes(to))
    return { kind: 'wrong', problem: `${to} is no database node`, next: `choose one of ${names.join(', ')}` };
  const { leader, dcs } = view;
  if (leader.is === 'yes') {
    const problem = `there is a leader: ${leader.evidence.join(', ')}`;
    return {
      kind: 'unsafe',
      problem,
      next: '`tamada switchover` hands over without a loss; the key of a leader that died lives for up to a minute',
    };
  }
  if (leader.is === 'unknown')
    return { kind: 'unsafe', problem: `nobody knows whether there is a leader: ${leader.evidence.join(', ')}`, next: look };
  if (leader.claimants.length > 0)
    return { kind: 'unsafe', problem: `${leader.claimants.join(', ')} says of itself that it leads`, next: `${look}; look again` };
  if (dcs.syncStandbys === undefined) return { kind: 'unsafe', problem: 'nobody knows which standbys were synchronous', next: look };
  const fit = view.members.filter(({ runs, takesPart, own }) => runs.is === 'yes' && takesPart.is === 'yes' && own !== null);
  const candidates = fit.map((member) => candidate(member, view)).toSorted(furthestFirst);
  const [best] = candidates;
  if (best === undefined) return { kind: 'unsafe', problem: 'no member runs that could take over', next: 'start one of them' };
  const chosen = candidates.find(({ name }) => name === (to ?? best.name));
  if (chosen === undefined) return { kind: 'unsafe', problem: `${String(to)} does not run, or takes no part`, next: `--to ${best.name}` };
  if (furthestFirst(best, chosen) < 0) {
    const problem = `${best.name} has more than ${chosen.name}: ${place(best)}, not ${place(chosen)}`;
    return { kind: 'unsafe', problem, next: `--to ${best.name}` };
  }
  if (isDrained(view, chosen.name))
    return { kind: 'unsafe', problem: `${chosen.name} is drained`, next: `\`tamada node undrain ${chosen.name}\`, then this again` };
  const lostSync = dcs.syncStandbys.filter((name) => !candidates.some((one) => one.name === name));
  const losesNothing = dcs.syncStandbys.length > 0 && chosen.isSync;
  return { kind: 'chosen', plan: { to: chosen.name, candidates, lostSync, losesNothing, there } };
}

function candidate({ name, state, own, timeline }: MemberView, { dcs }: ClusterView): FailoverCandidate {
  const lsn = own?.receivedLsn ?? own?.lsn ?? null;
  return { name, isSync: state === 'sync_standby', timeline, lsn, behindBytes: lagBytes(dcs.any?.lastLsn ?? null, lsn) };
}

/** A higher timeline, then a position that is further, then who was synchronous: it has all that was acknowledged. */
function furthestFirst(one: FailoverCandidate, other: FailoverCandidate): number {
  const timelines = (other.timeline ?? 0) - (one.timeline ?? 0);
  if (timelines !== 0) return timelines;
  const ahead = (lagBytes(other.lsn, one.lsn) ?? 0) - (lagBytes(one.lsn, other.lsn) ?? 0);
  return ahead !== 0 ? ahead : Number(other.isSync) - Number(one.isSync);
}

function place({ lsn, timeline }: FailoverCandidate): string {
  return `${lsn ?? 'an unknown position'} on timeline ${timeline === null ? 'unknown' : String(timeline)}`;
}

export function failoverSequence(topology: Topology, { to, there }: FailoverPlan): readonly Phase[] {
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    phase('failover', [{ kind: 'take_lead', node: to, hosts: there }]),
    phase('settle', settled(topology, there), [{ kind: 'record_history' }]),
  ];
}
