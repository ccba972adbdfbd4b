import {
  chooseReinit,
  chooseRestart,
  reinitSequence,
  describeSequence,
  restartSequence,
  type RestartChoice,
  type RestartWish,
} from '@tamada/core/sequence';
import { clusterView, patroniState, type NodeStatus } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { dcs, leading, member, observations, said, topology } from '../../../builders/cluster.ts';

const everybody: RestartWish = { nodes: [], role: 'database', onlyIfPending: false, startedBeforeMs: null, back: false };
const members = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
type Change = Readonly<Record<string, Partial<NodeStatus> | string>>;

function choose(wish: Partial<RestartWish>, change: Change = {}, like = topology()): RestartChoice {
  return chooseRestart(clusterView(like, observations(change)), { ...everybody, ...wish }, members);
}

/** Who is restarted in which order, and who leads meanwhile. */
function order(wish: Partial<RestartWish>, change: Change = {}): string {
  const choice = choose(wish, change);
  if (choice.kind !== 'chosen') return choice.kind === 'nothing' ? choice.why : choice.problem;
  const { standbys, leader } = choice.plan;
  const last = leader === null ? [] : [`${leader.name} > ${String(leader.successor)}${leader.back ? ' > back' : ''}`];
  return [...standbys.map(({ name, isSync }) => `${name}${isSync ? '*' : ''}`), ...last].join(', ');
}

const stopped = { member: said(member({ state: patroniState.read('stopped'), replication: null })) };
const inDcs = (syncStandbys: readonly string[]): Change =>
  Object.fromEntries([...members, 'arb-a3'].map((name) => [name, { dcs: said(dcs({ syncStandbys: [...syncStandbys] })) }]));

describe('the order of a rolling restart', () => {
  test.each<readonly [string, Partial<RestartWish>, Change, string]>([
    ['asynchronous replicas, the sync standbys from near to far, the leader', {}, {}, 'pg-a2-2, pg-a1-2*, pg-a2-1*, pg-a1-1 > pg-a1-2'],
    ['without the leader', { role: 'replica' }, {}, 'pg-a2-2, pg-a1-2*, pg-a2-1*'],
    [
      'a near replica that is not synchronous before a far one',
      {},
      inDcs(['pg-a2-1', 'pg-a2-2']),
      'pg-a1-2, pg-a2-1*, pg-a2-2*, pg-a1-1 > pg-a1-2',
    ],
    ['who is named, in the order that is safe', { nodes: ['pg-a1-1', 'pg-a2-1'] }, {}, 'pg-a2-1*, pg-a1-1 > pg-a1-2'],
    ['back where that is wished', { nodes: ['pg-a1-1'], back: true }, {}, 'pg-a1-1 > pg-a1-2 > back'],
    ['back where the successor stands elsewhere', { nodes: ['pg-a1-1'] }, { 'pg-a1-2': stopped }, 'pg-a1-1 > pg-a2-1 > back'],
    ['who waits for a restart', { onlyIfPending: true }, { 'pg-a2-1': { member: said(member({ pendingRestart: true })) } }, 'pg-a2-1*'],
    ['nobody, where nobody waits', { onlyIfPending: true }, {}, 'nothing to do: no such member waits for a restart'],
    ['who was started before', { startedBeforeMs: 900 }, { 'pg-a1-2': { member: said(member({ startedAtMs: 800 })) } }, 'pg-a1-2*'],
  ])('%s', (_what, wish, change, expected) => {
    expect(order(wish, change)).toBe(expected);
  });

  test.each<readonly [string, Partial<RestartWish>, Change, RegExp]>([
    ['a member that is silent', {}, { 'pg-a2-2': 'no answer' }, /Patroni of pg-a2-2 does not answer; name the other nodes/],
    [
      'the last standby of the other datacentre',
      { nodes: ['pg-a2-1'] },
      { 'pg-a2-2': stopped },
      /pg-a2-1 cannot be restarted now: the guarantee needs 1 standby outside a1, and without pg-a2-1 there are 0: pg-a2-2 does not stream/,
    ],
    [
      'a leader without a successor',
      { nodes: ['pg-a1-1'] },
      { 'pg-a1-2': stopped, 'pg-a2-1': stopped, 'pg-a2-2': stopped },
      /nobody can take over/,
    ],
    ['a node that is no member', { nodes: ['arb-a3'] }, {}, /arb-a3 is no database node/],
  ])('is refused for %s', (_what, wish, change, words) => {
    expect(order(wish, change)).toMatch(words);
  });

  test('a standby that is not streaming may be restarted: it guarantees nothing', () => {
    expect(order({ nodes: ['pg-a2-2'] }, { 'pg-a2-2': { member: said(member({ replication: null, version: '3.1.0' })) } })).toBe('pg-a2-2');
  });

  test('a single member is restarted in its place', () => {
    const [leader, ...others] = topology().nodes;
    if (leader === undefined) throw new Error('no nodes');
    const alone = topology({ nodes: [leader, ...others.filter(({ role }) => role !== 'database')] });
    const choice = choose({}, { 'pg-a1-1': { member: said(leading()) } }, alone);
    expect(choice).toMatchObject({ kind: 'chosen', plan: { leader: { name: 'pg-a1-1', successor: null } } });
  });
});

describe('a new copy of the leader', () => {
  const copy = (node: string, change: Change = {}) => chooseReinit(clusterView(topology(), observations(change)), node, members);

  test('is made of a member that runs or not; a synchronous one is restarted first', () => {
    expect(copy('pg-a2-2')).toMatchObject({ kind: 'chosen', plan: { leader: 'pg-a1-1', isSync: false } });
    expect(copy('pg-a2-2', { 'pg-a2-2': stopped })).toMatchObject({ kind: 'chosen', plan: { isSync: false } });
    // Another one that does not follow is not waited for.
    expect(copy('pg-a2-2', { 'pg-a1-2': stopped })).toMatchObject({ plan: { there: ['pg-a1-1', 'pg-a2-1', 'pg-a2-2'] } });
    const sync = copy('pg-a2-1');
    if (sync.kind !== 'chosen') throw new Error(sync.problem);
    const phases = reinitSequence(topology(), sync.plan).map(({ name }) => name);
    expect(phases).toEqual(['lease', 'give up its role', 'copy', 'settle']);
  });

  test.each<readonly [string, string, Change, RegExp]>([
    ['the leader', 'pg-a1-1', {}, /pg-a1-1 leads.*tamada switchover/],
    [
      'the last standby elsewhere',
      'pg-a2-1',
      { 'pg-a2-2': stopped },
      /outside a1, and without pg-a2-1 there are 0: pg-a2-2 does not stream/,
    ],
    ['one whose Patroni is silent', 'pg-a2-2', { 'pg-a2-2': 'no answer' }, /Patroni of pg-a2-2 does not answer/],
    ['a node that is no member', 'backup', {}, /no database node/],
  ])('is refused for %s', (_what, node, change, words) => {
    const choice = copy(node, change);
    expect(choice.kind === 'chosen' ? '' : `${choice.problem}; ${choice.next}`).toMatch(words);
  });
});

test('after each restart there is a gate, and the leader hands over before its own', () => {
  const choice = choose({ nodes: ['pg-a2-1', 'pg-a1-1'], back: true });
  if (choice.kind !== 'chosen') throw new Error(choice.kind);
  const phases = restartSequence(topology(), choice.plan);
  expect(phases.map(({ name }) => name)).toEqual([
    'lease',
    'restart pg-a2-1',
    'switchover',
    'restart pg-a1-1',
    'switchover back',
    'history',
  ]);
  const lines = describeSequence(phases).map(({ tasks }) => tasks.map((task) => task.words).join(' | '));
  for (const line of lines.slice(1, -1)) expect(line).toMatch(/stream.*outside the leader's datacentre/);
});
