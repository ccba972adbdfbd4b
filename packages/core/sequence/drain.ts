import { databaseNodes, nodeOf, synchronousNodeCount, type Topology } from '@tamada/core/topology';
import { isDrained, memberIn, nodeIn, type ClusterView } from '@tamada/core/view';
import { settled } from './settled.ts';
import { lossOfStandby, loneLeader } from './standby-loss.ts';
import { chooseStandIn } from './successor.ts';
import { phase, waitFor, when, type Phase, type Task } from './task.ts';

const minute = 60_000;

/** How long clients of a host are waited for. */
export interface Patience {
  readonly withinMs: number;
  /** After that, with those that are left. */
  readonly goOn: boolean;
}

export interface DrainPlan {
  readonly node: string;
  /** Who leads from then on; null where the host does not lead. */
  readonly successor: string | null;
  /** Whether it would lead again afterwards, because its successor stands in another datacentre. */
  readonly back: boolean;
  /** VIPs that leave the host, because another one can hold them; those that it has now. */
  readonly vips: readonly string[];
  /** The members that run, and whose hosts are waited for. */
  readonly there: readonly string[];
}

type Refusal =
  | { readonly kind: 'unsafe'; readonly problem: string; readonly next?: string }
  /** The wish names nothing that there is. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly next: string };

export type DrainChoice = { readonly kind: 'chosen'; readonly plan: DrainPlan } | Refusal;

/** Whom a drained host leaves behind; refused where acknowledged rows would be less safe meanwhile. */
export function chooseDrain(view: ClusterView, node: string, there: readonly string[]): DrainChoice {
  const refusal = strangerOrSilent(view, node);
  if (refusal !== null) return refusal;
  if (nodeOf(view.topology, node)?.role !== 'database') {
    const names = databaseNodes(view.topology).map(({ name }) => name);
    return { kind: 'wrong', problem: `no client comes to ${node}: there is nothing to drain`, next: `choose one of ${names.join(', ')}` };
  }
  const choice = chooseAway(view, node, there);
  if (choice.kind !== 'chosen') return choice;
  const lone = loneLeader(view, node, choice.plan.successor ?? view.leader.name);
  return lone === null ? choice : { kind: 'unsafe', problem: `${node} cannot be drained now: ${lone}`, next: letStream };
}

/** The same for a host that will be away for some minutes only. */
export function chooseAway(view: ClusterView, node: string, running: readonly string[]): DrainChoice {
  const { leader, takesWrites } = view;
  // One that does not follow now is not waited for; the host itself is.
  const there = running.filter((name) => [leader.name, node].includes(name) || memberIn(view, name)?.streams.is === 'yes');
  if (leader.name === null || !leader.hasKey || takesWrites.is !== 'yes')
    return { kind: 'unsafe', problem: `there is no leader: ${takesWrites.evidence.join(', ')}` };
  const vips = view.vips.filter(
    ({ hosts, holders }) => holders.includes(node) && hosts.some((host) => host !== node && there.includes(host)),
  );
  const plan = { node, vips: vips.map(({ address }) => address), there };
  if (leader.name !== node) {
    const loss = lossOfStandby(view, node);
    return loss === null
      ? { kind: 'chosen', plan: { ...plan, successor: null, back: false } }
      : { kind: 'unsafe', problem: cannot(node, loss), next: letStream };
  }
  const { choice, back } = chooseStandIn(view);
  if (choice.kind !== 'chosen') {
    const problem = choice.kind === 'unsafe' ? choice.problem : 'nobody can take over';
    return { kind: 'unsafe', problem: `${node} leads, and ${problem}` };
  }
  const loss = lossOfStandby(view, node, choice.to);
  return loss === null
    ? { kind: 'chosen', plan: { ...plan, successor: choice.to, back } }
    : { kind: 'unsafe', problem: cannot(node, loss), next: letStream };
}

const letStream = 'let another standby there stream first: `tamada status` shows how they stand';

function cannot(node: string, loss: string): string {
  return `${node} cannot be without clients now: ${loss}`;
}

/** What may not be asked of any node. */
export function strangerOrSilent(view: ClusterView, node: string): Refusal | null {
  const seen = nodeIn(view, node);
  if (seen === undefined) {
    const names = view.nodes.map(({ name }) => name);
    return { kind: 'wrong', problem: `${node} is not in cluster.yaml`, next: `choose one of ${names.join(', ')}` };
  }
  if (seen.status !== null) return null;
  return { kind: 'unsafe', problem: `the agent of ${node} does not answer: ${seen.silence.problem}`, next: 'run this again when it does' };
}

/** The leader hands over, then nothing leads to the host any more, then its clients are waited for. */
export function drainSequence(topology: Topology, plan: DrainPlan, patience: Patience): readonly Phase[] {
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    ...drainPhases(topology, plan, { ...patience, forReboot: false }),
    history,
  ];
}

export const history: Phase = phase('history', [{ kind: 'record_history' }]);

/** All of it but lease and history. */
export function drainPhases(
  topology: Topology,
  { node, successor, vips, there }: DrainPlan,
  { withinMs, goOn, forReboot }: Patience & { readonly forReboot: boolean },
): readonly Phase[] {
  const gate = settled(topology, there);
  return [
    ...(successor === null ? [] : [phase('switchover', [handOver(topology, { from: node, to: successor, there })], gate)]),
    phase(
      'drain',
      [{ kind: 'set_drained', node, drained: true, forReboot }],
      waitFor({ kind: 'nothing_leads_to', node, hosts: there, vips }, 2 * minute),
      gate,
    ),
    phase('clients', [{ kind: 'await_idle', node, withinMs, goOn }]),
  ];
}

/** Who is synchronous by then is not known yet; a candidate that is needs nothing. */
export function handOver(
  topology: Topology,
  { from, to, there }: { readonly from: string; readonly to: string; readonly there: readonly string[] },
): Task {
  const makeSync = synchronousNodeCount(topology) === 0 ? null : databaseNodes(topology).length - 1;
  return { kind: 'change_leader', node: from, to, hosts: there, makeSync };
}

/** Takes the mark away, of whichever role the host is. */
export function undrainSequence(view: ClusterView, node: string, there: readonly string[]): readonly Phase[] {
  // Without a leader the mark may be what keeps a member from leading.
  const settles = memberIn(view, node) !== undefined && view.takesWrites.is === 'yes';
  return [
    phase('lease', [{ kind: 'hold_lease', required: true }]),
    phase('undrain', [{ kind: 'set_drained', node, drained: false, forReboot: false }]),
    ...when(settles, phase('settle', settled(view.topology, there))),
    history,
  ];
}

export type UndrainChoice = { readonly kind: 'chosen' } | { readonly kind: 'nothing'; readonly why: string } | Refusal;

export function chooseUndrain(view: ClusterView, node: string): UndrainChoice {
  const refusal = strangerOrSilent(view, node);
  if (refusal !== null) return refusal;
  return isDrained(view, node) ? { kind: 'chosen' } : { kind: 'nothing', why: `${node} is not drained` };
}
