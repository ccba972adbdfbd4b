import { databaseNodes, type Topology } from '@tamada/core/topology';
import { memberIn, type ClusterView } from '@tamada/core/view';
import { settled } from './settled.ts';
import { lossOfStandby } from './standby-loss.ts';
import { phase, when, type Phase } from './task.ts';

/** A member that is to throw its data away and copy the leader's. */
export interface ReinitPlan {
  readonly node: string;
  readonly leader: string;
  /** Commits would wait for it: it is restarted first, because Patroni lets it give that role up then, and for a new copy it does not. */
  readonly isSync: boolean;
  readonly startedAtMs: number | null;
  /** The members that follow, and whose hosts are waited for; it is one of them. */
  readonly there: readonly string[];
}

export type ReinitChoice =
  | { readonly kind: 'chosen'; readonly plan: ReinitPlan }
  | { readonly kind: 'unsafe'; readonly problem: string; readonly next: string }
  /** No such member. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly next: string };

/** Refused for the leader, without one, where its Patroni is silent, and where the synchronous guarantee needs it. */
export function chooseReinit(view: ClusterView, node: string, there: readonly string[]): ReinitChoice {
  const names = databaseNodes(view.topology).map(({ name }) => name);
  const member = memberIn(view, node);
  if (member === undefined) return { kind: 'wrong', problem: `${node} is no database node`, next: `choose one of ${names.join(', ')}` };
  const { leader, takesWrites } = view;
  if (leader.name === node)
    return { kind: 'unsafe', problem: `${node} leads: its data is what the others copy`, next: 'hand over first: `tamada switchover`' };
  const look = '`tamada status` shows how the members stand';
  if (leader.name === null || !leader.hasKey || takesWrites.is !== 'yes')
    return { kind: 'unsafe', problem: `there is no leader to copy from: ${takesWrites.evidence.join(', ')}`, next: look };
  if (member.own === null) {
    const problem = `Patroni of ${node} does not answer (${member.patroni.evidence.join(', ')})`;
    return { kind: 'unsafe', problem, next: `systemctl start patroni on ${node}` };
  }
  const loss = lossOfStandby(view, node);
  if (loss !== null)
    return { kind: 'unsafe', problem: `${node} cannot be without its data now: ${loss}`, next: 'let another standby there stream first' };
  const plan = { node, leader: leader.name, isSync: member.state === 'sync_standby' && member.runs.is === 'yes' };
  // Another one that does not follow either is not waited for: it needs the same.
  const well = there.filter((name) => name === leader.name || memberIn(view, name)?.streams.is === 'yes');
  return { kind: 'chosen', plan: { ...plan, startedAtMs: member.own.startedAtMs, there: [...new Set([...well, node])] } };
}

export function reinitSequence(topology: Topology, { node, isSync, startedAtMs, there }: ReinitPlan): readonly Phase[] {
  const gate = settled(topology, there);
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    ...when(isSync, phase('give up its role', [{ kind: 'restart_member', node, members: there, startedAtMs, onlyIfPending: false }], gate)),
    phase('copy', [{ kind: 'reinit_member', node, members: there }]),
    phase('settle', gate, [{ kind: 'record_history' }]),
  ];
}
