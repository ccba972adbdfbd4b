import { chooseFailover } from '@tamada/core/sequence';
import { clusterView, type NodeStatus } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { dcs, leading, member, nodeStatus, observations, said, topology } from '../../../builders/cluster.ts';

const members = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
type Statuses = Readonly<Record<string, Partial<NodeStatus> | string>>;

/** The leader is lost; everybody reads the same keys. `change` by node replaces what its member says. */
function choose(to: string | null, change: Statuses = {}, keys: Parameters<typeof dcs>[0] = {}) {
  const inDcs = { dcs: said(dcs({ leader: null, ...keys })) };
  const statuses: Statuses = Object.fromEntries(
    [...members, 'arb-a3'].map((name) => {
      const own = change[name] ?? (name === 'pg-a1-1' ? 'no answer' : {});
      return [name, typeof own === 'string' ? own : { ...inDcs, ...own }];
    }),
  );
  return chooseFailover(clusterView(topology(), observations(statuses)), to, members);
}
const at = (lsn: string, timeline = 1): Partial<NodeStatus> => ({ member: said(member({ receivedLsn: lsn, lsn, timeline })) });
const lost: Statuses = { 'pg-a1-1': 'no answer', 'pg-a1-2': 'no answer', 'pg-a2-1': 'no answer' };

describe('who leads a cluster that has lost its leader', () => {
  test('whoever has the most, with what it lacks and who would have had it', () => {
    expect(choose(null, { ...lost, 'pg-a2-2': at('0/4FFF000') })).toMatchObject({
      kind: 'chosen',
      plan: {
        to: 'pg-a2-2',
        losesNothing: false,
        lostSync: ['pg-a1-2', 'pg-a2-1'],
        candidates: [{ name: 'pg-a2-2', isSync: false, lsn: '0/4FFF000', behindBytes: 4096 }],
      },
    });
  });

  test('a synchronous standby loses nothing', () => {
    expect(choose(null)).toMatchObject({ kind: 'chosen', plan: { to: 'pg-a1-2', losesNothing: true } });
  });

  test('a newer timeline counts before a position', () => {
    expect(choose(null, { ...lost, 'pg-a2-1': at('0/1000000', 2), 'pg-a2-2': at('0/5000000', 1) })).toMatchObject({
      plan: { to: 'pg-a2-1' },
    });
  });

  test.each<readonly [string, string | null, Statuses, Parameters<typeof dcs>[0], RegExp]>([
    ['while there is one', 'pg-a1-2', {}, { leader: { name: 'pg-a1-1', session: 's' } }, /there is a leader: pg-a1-1.*tamada switchover/],
    ['while one says that it leads', 'pg-a1-2', { 'pg-a1-1': { member: said(leading()) } }, {}, /pg-a1-1 says of itself that it leads/],
    ['to one that has less', 'pg-a2-2', { 'pg-a2-2': at('0/4000000') }, {}, /pg-a1-2 has more than pg-a2-2: 0\/5000000.*--to pg-a1-2/],
    ['to one that has not less and was not synchronous', 'pg-a2-2', {}, {}, /pg-a1-2 has more than pg-a2-2/],
    ['to one that is away', 'pg-a1-2', lost, {}, /pg-a1-2 does not run.*--to pg-a2-2/],
    [
      'to one that is drained',
      'pg-a1-2',
      { 'pg-a1-2': { agent: { ...nodeStatus('pg-a1-2').agent, drained: { sinceMs: 1, rebootFrom: null } } } },
      {},
      /pg-a1-2 is drained; `tamada node undrain pg-a1-2`/,
    ],
    ['where nobody runs', null, { ...lost, 'pg-a2-2': 'no answer' }, {}, /no member runs/],
    ['to no member', 'arb-a3', {}, {}, /no database node/],
    ['where the majority of Consul cannot be asked', 'pg-a1-2', {}, { fresh: false }, /nobody that answers can ask the majority of Consul/],
  ])('is refused %s', (_what, to, change, keys, words) => {
    const choice = choose(to, change, keys);
    expect(choice.kind === 'chosen' ? choice.plan.to : `${choice.problem}; ${choice.next}`).toMatch(words);
  });
});
