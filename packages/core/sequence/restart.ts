import { databaseNodes, synchronousNodeCount, type Topology } from '@tamada/core/topology';
import { memberIn, type ClusterView, type MemberView } from '@tamada/core/view';
import { settled } from './settled.ts';
import { lossOfStandby } from './standby-loss.ts';
import { chooseStandIn } from './successor.ts';
import { phase, when, type Phase, type Task } from './task.ts';

/** Whose PostgreSQL is to be restarted. */
export interface RestartWish {
  /** By name; all members of the role where there is none. */
  readonly nodes: readonly string[];
  /** `replica`: all but the leader. */
  readonly role: 'database' | 'replica';
  /** Only where Patroni says that a restart is pending. */
  readonly onlyIfPending: boolean;
  /** Only what was started before this time; null for any. */
  readonly startedBeforeMs: number | null;
  /** The leader from before leads again at the end, wherever the other one stands. */
  readonly back: boolean;
}

/** A member that is restarted, as it was when the order was made. */
interface Restarted {
  readonly name: string;
  readonly isSync: boolean;
  readonly startedAtMs: number | null;
}

export interface RestartPlan {
  /** In this order. */
  readonly standbys: readonly Restarted[];
  /** Last of all; null where the leader is not restarted. Without a successor (there is no other member) it is restarted in its place. */
  readonly leader: (Restarted & { readonly successor: string | null; readonly back: boolean }) | null;
  readonly onlyIfPending: boolean;
  /** The members that run, and whose hosts are waited for. */
  readonly there: readonly string[];
}

export type RestartChoice =
  | { readonly kind: 'chosen'; readonly plan: RestartPlan }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'unsafe'; readonly problem: string }
  /** The wish names nothing that there is. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly next: string };

/** Who is restarted and in which order; refused where a member does not answer, or where acknowledged rows would be less safe meanwhile. */
export function chooseRestart(view: ClusterView, wish: RestartWish, there: readonly string[]): RestartChoice {
  const names = databaseNodes(view.topology).map(({ name }) => name);
  const strangers = wish.nodes.filter((name) => !names.includes(name));
  if (strangers.length > 0) {
    const problem = strangers.length === 1 ? `${strangers.join()} is no database node` : `${strangers.join(', ')} are no database nodes`;
    return { kind: 'wrong', problem, next: `choose from ${names.join(', ')}` };
  }
  const { leader, takesWrites } = view;
  if (leader.name === null || !leader.hasKey || takesWrites.is !== 'yes')
    return { kind: 'unsafe', problem: `there is no leader: ${takesWrites.evidence.join(', ')}` };
  const asked = view.members.filter(({ name }) => isAsked(name, leader.name, wish));
  const silent = asked.filter(({ own }) => own === null).map(({ name }) => name);
  if (silent.length > 0) return { kind: 'unsafe', problem: `Patroni of ${silent.join(', ')} does not answer; name the other nodes` };
  const wanted = asked.filter((member) => isWanted(member, wish));
  if (wanted.length === 0) return { kind: 'nothing', why: nothingWords(wish) };
  return orderOf(view, wanted, wish, there);
}

function isAsked(name: string, leader: string | null, { nodes, role }: RestartWish): boolean {
  if (nodes.length > 0) return nodes.includes(name);
  return role === 'database' || name !== leader;
}

function isWanted({ own }: MemberView, { onlyIfPending, startedBeforeMs }: RestartWish): boolean {
  if (onlyIfPending && own?.pendingRestart !== true) return false;
  return startedBeforeMs === null || own?.startedAtMs == null || own.startedAtMs < startedBeforeMs;
}

function nothingWords({ onlyIfPending, startedBeforeMs }: RestartWish): string {
  const reasons = [
    ...(onlyIfPending ? ['waits for a restart'] : []),
    ...(startedBeforeMs === null ? [] : ['was started before that time']),
  ];
  return `nothing to do: no such member ${reasons.length === 0 ? 'is there' : reasons.join(' and ')}`;
}

function orderOf(view: ClusterView, wanted: readonly MemberView[], wish: RestartWish, there: readonly string[]): RestartChoice {
  const leading = view.leader.name ?? '';
  const home = memberIn(view, leading)?.datacenter;
  const standbys = wanted.filter(({ name }) => name !== leading);
  for (const { name } of standbys) {
    const loss = lossOfStandby(view, name);
    if (loss !== null) return { kind: 'unsafe', problem: `${name} cannot be restarted now: ${loss}` };
  }
  // Who is asynchronous first, and those near the leader early: the last one is asynchronous afterwards, and the next leader must not be.
  const rank = ({ state, datacenter }: MemberView): number => (state === 'sync_standby' ? 2 : 0) + (datacenter === home ? 0 : 1);
  const ordered = standbys.toSorted((one, other) => rank(one) - rank(other)).map(restarted);
  const plan = { standbys: ordered, onlyIfPending: wish.onlyIfPending, there };
  const own = wanted.find(({ name }) => name === leading);
  if (own === undefined) return { kind: 'chosen', plan: { ...plan, leader: null } };
  if (view.members.length === 1) return { kind: 'chosen', plan: { ...plan, leader: { ...restarted(own), successor: null, back: false } } };
  const { choice, back } = chooseStandIn(view);
  if (choice.kind !== 'chosen') return { kind: 'unsafe', problem: choice.kind === 'unsafe' ? choice.problem : 'nobody can take over' };
  return { kind: 'chosen', plan: { ...plan, leader: { ...restarted(own), successor: choice.to, back: wish.back || back } } };
}

function restarted({ name, state, own }: MemberView): Restarted {
  return { name, isSync: state === 'sync_standby', startedAtMs: own?.startedAtMs ?? null };
}

/** One member after the other, each until replicas stream and the synchronous guarantee holds again; the leader last, after it has handed over. */
export function restartSequence(topology: Topology, { standbys, leader, onlyIfPending, there }: RestartPlan): readonly Phase[] {
  const gate = settled(topology, there);
  const restart = ({ name, startedAtMs }: Restarted): Phase =>
    phase(`restart ${name}`, [{ kind: 'restart_member', node: name, members: there, startedAtMs, onlyIfPending }], gate);
  // Who is synchronous by then is not known yet; a candidate that is needs nothing.
  const makeSync = synchronousNodeCount(topology) === 0 ? null : databaseNodes(topology).length - 1;
  const handOver = (from: string, to: string): Task => ({ kind: 'change_leader', node: from, to, hosts: there, makeSync });
  const successor = leader?.successor ?? null;
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    ...standbys.map(restart),
    ...(leader === null || successor === null ? [] : [phase('switchover', [handOver(leader.name, successor)], gate)]),
    ...(leader === null ? [] : [restart(leader)]),
    ...(leader === null || successor === null ? [] : when(leader.back, phase('switchover back', [handOver(successor, leader.name)], gate))),
    phase('history', [{ kind: 'record_history' }]),
  ];
}
