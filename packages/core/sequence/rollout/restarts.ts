import { own } from '../../foreign/index.ts';
import { databaseNodes } from '../../topology/index.ts';
import type { ClusterView } from '../../view/index.ts';
import { chooseRestart, restartSequence, type RestartPlan } from '../restart.ts';
import { phase, type Phase } from '../task.ts';
import { parameterOf, type ConfigValue } from './compare-config.ts';

/** With Patroni's defaults. A standby with less than its leader cannot replay: they go up on standbys first, and down on the leader first. */
const standbysFirst: Readonly<Record<string, number>> = {
  max_connections: 100,
  max_worker_processes: 8,
  max_wal_senders: 10,
  max_prepared_transactions: 0,
  max_locks_per_transaction: 64,
};

export interface RolloutRestarts {
  readonly phases: readonly Phase[];
  readonly felt: readonly string[];
  readonly refused: readonly { readonly problem: string; readonly next: string }[];
}

const none: RolloutRestarts = { phases: [], felt: [], refused: [] };

/** Of whom PostgreSQL is restarted for these parameters, in which order: of all, before they say so, or of those that wait already. */
export function rolloutRestarts(view: ClusterView, values: readonly ConfigValue[], who: 'all' | 'pending'): RolloutRestarts {
  if (values.length === 0) return none;
  const there = databaseNodes(view.topology).map(({ name }) => name);
  const choice = chooseRestart(
    view,
    { nodes: [], role: 'database', onlyIfPending: who === 'pending', startedBeforeMs: null, back: false },
    there,
  );
  const next = '`tamada status` shows how the members stand';
  if (choice.kind === 'nothing') return none;
  if (choice.kind !== 'chosen') return { ...none, refused: [{ problem: `PostgreSQL cannot be restarted now: ${choice.problem}`, next }] };
  const plan: RestartPlan = { ...choice.plan, onlyIfPending: true };
  const [down, up] = [values.filter((value) => isFirst(value) && lower(value)), values.filter((value) => isFirst(value) && !lower(value))];
  if (down.length > 0 && up.length > 0) {
    const problem = `${names(down)} goes down and ${names(up)} goes up: the first is restarted on the leader first, the second on standbys`;
    return { ...none, refused: [{ problem, next: 'change one, `tamada apply`, then the other' }] };
  }
  const wait = phase('pending restarts', [{ kind: 'await_pending', members: there }]);
  const { leader } = plan;
  if (down.length > 0 && leader !== null) {
    const inPlace: RestartPlan = { ...plan, standbys: [], leader: { ...leader, successor: null, back: false } };
    const standbys: RestartPlan = { ...plan, leader: null };
    const words = `writes stop while PostgreSQL restarts on the leader ${leader.name}, in its place: ${names(down)} can be lowered there first only`;
    return { ...none, phases: [wait, ...body(view, inPlace), ...body(view, standbys)], felt: [words] };
  }
  return { ...none, phases: [wait, ...body(view, plan)], felt: feltOf(plan) };
}

/** Without lease and history, which the rollout has itself. */
function body(view: ClusterView, plan: RestartPlan): readonly Phase[] {
  return restartSequence(view.topology, plan).slice(1, -1);
}

function feltOf({ standbys, leader }: RestartPlan): readonly string[] {
  const reads =
    standbys.length === 0
      ? []
      : [`PostgreSQL restarts on ${standbys.map(({ name }) => name).join(', ')}, one after the other: sessions that read there are cut`];
  if (leader === null) return reads;
  const { name, successor, back } = leader;
  if (successor === null) return [...reads, `writes stop while PostgreSQL of ${name} restarts`];
  const returns = back ? `, and again when ${name} leads again` : '';
  return [
    ...reads,
    `sessions that write are cut when ${successor} takes over from ${name}${returns}; writes are held up for some seconds each time`,
  ];
}

function isFirst(value: ConfigValue): boolean {
  return own(standbysFirst, parameterOf(value) ?? '') !== undefined;
}

function lower(value: ConfigValue): boolean {
  const without = own(standbysFirst, parameterOf(value) ?? '') ?? 0;
  return Number(value.wanted ?? without) < Number(value.is ?? without);
}

function names(values: readonly ConfigValue[]): string {
  return values.map((value) => parameterOf(value) ?? '').join(', ');
}
