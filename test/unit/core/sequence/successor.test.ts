import { chooseSuccessor, type SuccessorChoice, type SuccessorWish } from '@tamada/core/sequence';
import { clusterView, type NodeStatus } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { dcs, leading, member, observations, said, topology } from '../../../builders/cluster.ts';
import { patroniState, replicationState } from '@tamada/core/view';

const anybody: SuccessorWish = { to: null, datacenter: null };

function choose(wish: Partial<SuccessorWish>, change: Readonly<Record<string, Partial<NodeStatus> | string>> = {}): SuccessorChoice {
  return chooseSuccessor(clusterView(topology(), observations(change)), { ...anybody, ...wish });
}

/** Everybody reads the same keys. */
function inDcs(change: Parameters<typeof dcs>[0]): Readonly<Record<string, Partial<NodeStatus>>> {
  return Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'].map((name) => [name, { dcs: said(dcs(change)) }]));
}

describe('who is to lead', () => {
  test.each<readonly [string, Partial<SuccessorWish>, Readonly<Record<string, Partial<NodeStatus> | string>>, string, boolean]>([
    ['the synchronous standby near by', {}, {}, 'pg-a1-2', true],
    ['a synchronous one before a near one', {}, inDcs({ syncStandbys: ['pg-a2-1', 'pg-a2-2'] }), 'pg-a2-1', true],
    [
      'the one with less lag',
      { datacenter: 'a2' },
      {
        ...inDcs({ syncStandbys: ['pg-a2-1', 'pg-a2-2'] }),
        'pg-a2-1': { member: said(member({ lsn: '0/4F00000' })), dcs: said(dcs({ syncStandbys: ['pg-a2-1', 'pg-a2-2'] })) },
      },
      'pg-a2-2',
      true,
    ],
    ['one of the datacentre', { datacenter: 'a2' }, {}, 'pg-a2-1', true],
    ['the one that is named, though it is not synchronous', { to: 'pg-a2-2' }, {}, 'pg-a2-2', false],
    ['another where the nearest is silent', {}, { 'pg-a1-2': 'no answer' }, 'pg-a2-1', true],
  ])('%s', (_what, wish, change, to, isSync) => {
    expect(choose(wish, change)).toMatchObject({ kind: 'chosen', from: 'pg-a1-1', to, isSync });
  });

  test('nothing is to be done where it leads already', () => {
    expect(choose({ to: 'pg-a1-1' })).toEqual({ kind: 'leads', leader: 'pg-a1-1' });
    expect(choose({ datacenter: 'a1' })).toEqual({ kind: 'leads', leader: 'pg-a1-1' });
  });

  test.each([
    [{ to: 'arb-a3' }, /no database node.*pg-a1-1/],
    [{ datacenter: 'a3' }, /no database node stands in a3.*a1, a2/],
  ])('%o names nothing that can lead', (wish, words) => {
    const choice = choose(wish);
    expect(choice.kind === 'wrong' ? `${choice.problem}; ${choice.next}` : choice.kind).toMatch(words);
  });

  test.each<readonly [string, Partial<NodeStatus> | string, RegExp]>([
    ['is stopped', { member: said(member({ state: patroniState.read('stopped'), replication: null })) }, /it does not run/],
    ['is on another timeline', { member: said(member({ timeline: 2 })) }, /it is on timeline 2/],
    ['is far behind', { member: said(member({ lsn: '0/1000000' })) }, /it is 64 MiB behind/],
    [
      'reads from the archive',
      { member: said(member({ replication: replicationState.read('in archive recovery') })) },
      /it does not stream from pg-a1-1/,
    ],
    ['says nothing', 'no answer', /nobody knows|does not answer|does not stream/],
  ])('a member that %s is refused with the reason', (_what, state, words) => {
    const choice = choose({ to: 'pg-a2-1' }, { 'pg-a2-1': state });
    expect(choice.kind === 'unsafe' ? choice.problem : choice.kind).toMatch(words);
  });

  test('without a leader there is nothing to switch', () => {
    const change = {
      ...inDcs({ leader: null }),
      'pg-a1-1': { member: said(leading({ state: patroniState.read('stopped') })), dcs: said(dcs({ leader: null })) },
    };
    expect(choose({}, change)).toMatchObject({ kind: 'unsafe', problem: expect.stringMatching(/no leader to switch from/) as string });
  });
});
