import { whyService, whyVip, type VipReason } from '@tamada/core/verdict';
import { checkBasis, checkResult, clusterView, frontendState, serverState, type NodeStatus, type Observation } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import {
  check,
  databaseUnits,
  dcs,
  frontend,
  haproxy,
  nodeStatus,
  observations,
  said,
  silent,
  topology,
} from '../../../builders/cluster.ts';

const vip = '10.10.1.3';

/** A check that gave no answer at all. */
function open(subject: 'leader' | 'haproxy', problem: string): NodeStatus['checks'][number] {
  return { subject, look: silent('failed', problem) };
}

/** HAProxy counts answers in a row; the check says yes unless changed. */
function counting(text: string, counted: number, wanted: number) {
  return { state: serverState.read(text), counting: { counted, wanted }, check: checkResult.read('L7OK/200') };
}

function vipOf(seen: readonly Observation[]): VipReason {
  const reason = whyVip(clusterView(topology(), seen), 'a1');
  if (reason === null) throw new Error('a1 has a VIP');
  return reason;
}

describe('why the VIP stands where it stands', () => {
  test('a datacentre without one has no reason', () => {
    expect(whyVip(clusterView(topology(), observations()), 'a3')).toBeNull();
  });

  test("on the leader's host, because that has a higher priority", () => {
    const reason = vipOf(observations());
    expect(reason).toMatchObject({ address: vip, leader: 'pg-a1-1', holders: ['pg-a1-1'], expected: 'pg-a1-1' });
    expect(reason.verdict).toBe('pg-a1-1 holds it, as it should: no other host has a higher priority');
    expect(reason.hosts.map(({ name, holds, priority, why }) => [name, holds, priority, why])).toEqual([
      ['pg-a1-1', true, 160, '100 by the topology, 50 more as its member leads (200), 10 more as it holds the VIP'],
      ['pg-a1-2', false, 99, '99 by the topology, its member does not lead (503)'],
    ]);
  });

  test('on the other host, where the first one is drained', () => {
    const agent = { ...nodeStatus('pg-a1-1').agent, drained: { sinceMs: 1, rebootFrom: null } };
    const reason = vipOf(observations({ 'pg-a1-1': { agent, checks: [check('leader', 'no'), check('haproxy', 'yes')] } }));
    expect(reason).toMatchObject({ expected: 'pg-a1-2', hosts: [{ priority: 80 }, { priority: 99 }] });
    expect(reason.hosts[0]?.why).toContain('30 less as it is drained');
  });

  const table: readonly {
    name: string;
    seen: readonly Observation[];
    expected: string | null;
    priorities: readonly (number | null)[];
    verdict: RegExp;
  }[] = [
    {
      name: 'HAProxy does not serve on the leader: its host may not hold it',
      seen: observations({
        'pg-a1-1': { addresses: [], checks: [check('leader', 'yes'), check('haproxy', 'no', { got: 'connection refused' })] },
        'pg-a1-2': { addresses: [vip] },
      }),
      expected: 'pg-a1-2',
      priorities: [null, 109],
      verdict: /^pg-a1-2 holds it, as it should/,
    },
    {
      name: 'the leader has moved, the VIP has not yet',
      seen: observations({
        'pg-a1-1': { checks: [check('leader', 'no'), check('haproxy', 'yes')] },
        'pg-a1-2': { checks: [check('leader', 'yes'), check('haproxy', 'yes')] },
      }),
      expected: 'pg-a1-2',
      priorities: [110, 149],
      verdict: /^pg-a1-1 holds it, with a priority of 110; pg-a1-2 should, with 149, and takes it within seconds/,
    },
    {
      name: 'no leader in this datacentre: it stays where it is, whatever the order in the topology',
      seen: observations({
        'pg-a1-1': { addresses: [], checks: [check('leader', 'no'), check('haproxy', 'yes')] },
        'pg-a1-2': { addresses: [vip] },
      }),
      expected: 'pg-a1-2',
      priorities: [100, 109],
      verdict: /^pg-a1-2 holds it, as it should/,
    },
    {
      name: 'both hold it',
      seen: observations({ 'pg-a1-2': { addresses: [vip] } }),
      expected: 'pg-a1-1',
      priorities: [160, 109],
      verdict: /^pg-a1-1 and pg-a1-2 hold it at once: .* IP protocol 112 .* keepalived is frozen or the address added by hand/,
    },
    {
      name: 'nobody holds it, and keepalived is dead on the first host',
      seen: observations({ 'pg-a1-1': { addresses: [], units: databaseUnits(['keepalived.service']) } }),
      expected: 'pg-a1-2',
      priorities: [null, 99],
      verdict: /^nobody holds it, pg-a1-2 should/,
    },
    {
      name: 'nobody may hold it',
      seen: observations({
        'pg-a1-1': { addresses: [], checks: [check('haproxy', 'no')] },
        'pg-a1-2': { checks: [check('haproxy', 'no')] },
      }),
      expected: null,
      priorities: [null, null],
      verdict: /^nobody holds it, and no host may$/,
    },
    {
      name: 'a host that does not answer may hold it',
      seen: observations({ 'pg-a1-1': 'no answer' }),
      expected: null,
      priorities: [null, 99],
      verdict: /^nobody that answers holds it; pg-a1-1 may, and cannot be asked$/,
    },
    {
      name: 'the other host does not answer',
      seen: observations({ 'pg-a1-2': 'no answer' }),
      expected: 'pg-a1-1',
      priorities: [160, null],
      verdict: /^pg-a1-1 holds it, as it should/,
    },
    {
      name: 'it stands on a host of another datacentre',
      seen: observations({ 'pg-a1-1': { addresses: [] }, 'arb-a3': { addresses: [vip] } }),
      expected: 'pg-a1-1',
      priorities: [150, 99],
      verdict: /^arb-a3 holds it, which is not one of its hosts/,
    },
    {
      name: "the holder's check cannot be run: it may be right",
      seen: observations({ 'pg-a1-1': { checks: [open('haproxy', 'no such file'), check('leader', 'yes')] } }),
      expected: null,
      priorities: [null, 99],
      verdict: /^pg-a1-1 holds it, rightly or not: nobody knows whether its HAProxy serves: tamada-check could not tell: no such file$/,
    },
    {
      name: 'the agent of the holder got no answer in time',
      seen: observations({ 'pg-a1-1': { checks: [check('haproxy', 'yes'), open('leader', 'no answer within 1000 ms')] } }),
      expected: null,
      priorities: [null, 99],
      verdict: /^pg-a1-1 holds it, rightly or not: nobody knows whether its member leads: .* no answer within 1000 ms$/,
    },
    {
      name: 'what nobody knows of could win',
      seen: observations({
        'pg-a1-1': { addresses: [], checks: [open('haproxy', 'no such file')] },
        'pg-a1-2': { addresses: [vip] },
      }),
      expected: null,
      priorities: [null, 109],
      verdict: /^pg-a1-2 holds it, with a priority of 109; perhaps pg-a1-1 should: nobody knows whether its HAProxy serves/,
    },
    {
      name: 'what nobody knows of could not win',
      seen: observations({ 'pg-a1-2': { checks: [open('haproxy', 'no such file')] } }),
      expected: 'pg-a1-1',
      priorities: [160, null],
      verdict: /^pg-a1-1 holds it, as it should/,
    },
    {
      name: 'nobody holds it, and a host is unknown',
      seen: observations({ 'pg-a1-1': { addresses: [], checks: [open('haproxy', 'no such file')] } }),
      expected: null,
      priorities: [null, 99],
      verdict: /^nobody holds it; perhaps pg-a1-1 should: nobody knows/,
    },
    {
      name: 'a holder that may not, beside one that nobody knows of',
      seen: observations({
        'pg-a1-1': { checks: [check('haproxy', 'no')] },
        'pg-a1-2': { checks: [open('haproxy', 'no such file')] },
      }),
      expected: null,
      priorities: [null, null],
      verdict: /^pg-a1-1 holds it, which may not; perhaps pg-a1-2 should: nobody knows/,
    },
    {
      name: 'no host may, and one still holds it',
      seen: observations({ 'pg-a1-1': { checks: [check('haproxy', 'no')] }, 'pg-a1-2': { checks: [check('haproxy', 'no')] } }),
      expected: null,
      priorities: [null, null],
      verdict: /^pg-a1-1 holds it, though no host may$/,
    },
  ];
  test.each(table)('$name', ({ seen, expected, priorities, verdict }) => {
    const reason = vipOf(seen);
    expect(reason.verdict).toMatch(verdict);
    expect(reason.expected).toBe(expected);
    expect(reason.hosts.map(({ priority }) => priority)).toEqual(priorities);
  });

  test.each([
    ['held', /as its member leads \(no answer in time; the last answer still counts\)/],
    ['hold ended', /as its member leads \(no answer in time; the last answer is too old to count\)/],
  ])('an answer that came of silence (%s) is told as such', (why, words) => {
    const checks = [check('haproxy', 'yes'), check('leader', 'yes', { basis: checkBasis.read(why), got: 'no answer in time' })];
    expect(vipOf(observations({ 'pg-a1-1': { checks } })).hosts[0]?.why).toMatch(words);
  });
});

describe('why 5555 leads where it leads', () => {
  const table: readonly { name: string; seen: readonly Observation[]; verdict: RegExp; from: string; why: RegExp }[] = [
    {
      name: 'to the leader',
      seen: observations(),
      verdict: /^from every host that answers to pg-a1-1, the leader$/,
      from: 'pg-a2-2',
      why: /^the leader by the DCS, and its Patroni answers \/primary$/,
    },
    {
      name: 'the check of the leader fails from one host',
      seen: observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { down: ['pg-a1-1'] })) } }),
      verdict: /^to different places: not to the leader from pg-a2-2$/,
      from: 'pg-a2-2',
      why: /^pg-a1-1 leads, but its check says L4CON$/,
    },
    {
      name: 'somebody took the leader out',
      seen: observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', {}, { 'rw/pg-a1-1': { up: false, byHand: 'draining' } })) } }),
      verdict: /not to the leader from pg-a2-2/,
      from: 'pg-a2-2',
      why: /^pg-a1-1 leads, but somebody set it: draining$/,
    },
    {
      name: 'the leader has just died',
      seen: observations({
        'pg-a2-2': {
          haproxy: said(
            haproxy('pg-a2-2', {}, { 'rw/pg-a1-1': { up: true, ...counting('UP 5/17', 5, 17), check: checkResult.read('L4TOUT') } }),
          ),
        },
      }),
      verdict: /^from every host that answers to pg-a1-1, the leader$/,
      from: 'pg-a2-2',
      why: /^the leader by the DCS, which fails its checks \(L4TOUT\): HAProxy still counts it as UP 5\/17, and gives it up soon$/,
    },
    {
      name: 'the neighbour counts yeses so that the VIP moves first',
      seen: observations({
        'pg-a1-2': { haproxy: said(haproxy('pg-a1-2', {}, { 'rw/pg-a1-1': { up: false, ...counting('DOWN 40/81', 40, 81) } })) },
      }),
      verdict: /not to the leader from pg-a1-2/,
      from: 'pg-a1-2',
      why: /^pg-a1-1 leads and answers yes \(L7OK\/200\); HAProxy here has counted 40 of the 81 yeses in a row .* so that the VIP moves to pg-a1-1 first$/,
    },
    {
      name: 'another one counts yeses, by a template of its own',
      seen: observations({
        'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', {}, { 'rw/pg-a1-1': { up: false, ...counting('DOWN 1/3', 1, 3) } })) },
      }),
      verdict: /not to the leader from pg-a2-2/,
      from: 'pg-a2-2',
      why: /has counted 1 of the 3 yeses in a row that it needs$/,
    },
    {
      name: 'the check says yes and HAProxy no',
      seen: observations({
        'pg-a2-2': {
          haproxy: said(
            haproxy('pg-a2-2', {}, { 'rw/pg-a1-1': { up: false, state: serverState.read('DOWN'), check: checkResult.read('L7OK/200') } }),
          ),
        },
      }),
      verdict: /not to the leader from pg-a2-2/,
      from: 'pg-a2-2',
      why: /^pg-a1-1 leads and answers yes \(L7OK\/200\), but HAProxy here calls it DOWN$/,
    },
    {
      name: 'somebody gave the leader another address',
      seen: observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', {}, { 'rw/pg-a1-1': { address: '10.9.9.9:5432' } })) } }),
      verdict: /^from every host/,
      from: 'pg-a2-2',
      why: /^its check says L7OK\/200, but somebody set it: address 10\.9\.9\.9:5432 instead of 10\.10\.1\.1:5432$/,
    },
    {
      name: 'somebody shut the port',
      seen: observations({
        'pg-a2-2': {
          haproxy: said({ ...haproxy('pg-a2-2'), frontends: [frontend('rw', { state: frontendState.read('PAUSED') }), frontend('ro')] }),
        },
      }),
      verdict: /not to the leader from pg-a2-2$/,
      from: 'pg-a2-2',
      why: /^its HAProxy takes no connections on 5555: somebody set rw there: disabled \(PAUSED\)$/,
    },
    {
      name: 'the port is full',
      seen: observations({
        'pg-a2-2': { haproxy: said({ ...haproxy('pg-a2-2'), frontends: [frontend('rw', { sessions: 2000 }), frontend('ro')] }) },
      }),
      verdict: /not to the leader from pg-a2-2$/,
      from: 'pg-a2-2',
      why: /^its HAProxy takes no connections on 5555: it is full, with 2000 of 2000 sessions$/,
    },
    {
      name: 'two answer as leader',
      seen: observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', {}, { 'rw/pg-a1-2': { up: true } })) } }),
      verdict: /not to the leader from pg-a2-2/,
      from: 'pg-a2-2',
      why: /^several servers are up, so that HAProxy refuses until one is left: pg-a1-1, pg-a1-2$/,
    },
    {
      name: 'no leader, and nobody answers',
      seen: observations(
        Object.fromEntries(
          ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'].map((name) => [
            name,
            { dcs: said(dcs({ leader: null })), ...(name === 'arb-a3' ? {} : { haproxy: said(haproxy(name, { down: ['pg-a1-1'] })) }) },
          ]),
        ),
      ),
      verdict: /^nowhere: there is no leader$/,
      from: 'pg-a1-1',
      why: /^the DCS has no leader, and no Patroni answers \/primary$/,
    },
    {
      name: 'HAProxy is silent',
      seen: observations({ 'pg-a1-2': { haproxy: silent('refused', 'it has no runtime socket') } }),
      verdict: /^from every host that answers to pg-a1-1/,
      from: 'pg-a1-2',
      why: /^its HAProxy does not answer: it has no runtime socket$/,
    },
    {
      name: 'an agent is silent',
      seen: observations({ 'pg-a1-2': 'no answer' }),
      verdict: /^from every host that answers to pg-a1-1/,
      from: 'pg-a1-2',
      why: /^its agent did not answer in time: no answer$/,
    },
  ];
  test.each(table)('$name', ({ seen, verdict, from, why }) => {
    const reason = whyService('rw', clusterView(topology(), seen));
    expect(reason.verdict).toMatch(verdict);
    expect(reason.hosts.find(({ name }) => name === from)?.why).toMatch(why);
  });
});

describe('why 5556 leads where it leads', () => {
  const reasonOf = (seen: readonly Observation[], from: string) => {
    const reason = whyService('ro', clusterView(topology(), seen));
    return { verdict: reason.verdict, why: reason.hosts.find(({ name }) => name === from)?.why };
  };

  test('who is synchronous, asynchronous and how far behind', () => {
    const reason = whyService('ro', clusterView(topology(), observations()));
    expect(reason.service === 'ro' ? reason.members.map(({ name, state }) => [name, state]) : []).toEqual([
      ['pg-a1-1', 'leader'],
      ['pg-a1-2', 'sync_standby'],
      ['pg-a2-1', 'sync_standby'],
      ['pg-a2-2', 'replica'],
    ]);
  });

  const near = 'ro_local has nobody (asynchronous replicas of its own datacentre)';
  const far = 'ro_async has nobody (asynchronous replicas anywhere)';
  test.each([
    {
      name: 'the own datacentre has an asynchronous replica',
      states: {},
      from: 'pg-a2-1',
      verdict: 'to asynchronous replicas from every host',
      why: 'ro_local (asynchronous replicas of its own datacentre): pg-a2-2',
    },
    {
      name: 'only another one has',
      states: {},
      from: 'pg-a1-1',
      verdict: 'to asynchronous replicas from every host',
      why: `${near}; so ro_async (asynchronous replicas anywhere): pg-a2-2`,
    },
    {
      name: 'there is none',
      states: { down: ['pg-a2-2'] },
      from: 'pg-a1-1',
      verdict: 'by fallback from pg-a1-1: no asynchronous replica is up there',
      why: `${near}, ${far}; so ro_any (all replicas, the synchronous ones too): pg-a1-2, pg-a2-1`,
    },
    {
      name: 'there is no replica at all',
      states: { down: ['pg-a1-2', 'pg-a2-1', 'pg-a2-2'] },
      from: 'pg-a1-1',
      verdict: 'nowhere from pg-a1-1',
      why: `${near}, ${far}, ro_any has nobody (all replicas, the synchronous ones too)`,
    },
  ])('$name', ({ states, from, verdict, why }) => {
    expect(reasonOf(observations({ [from]: { haproxy: said(haproxy(from, states)) } }), from)).toEqual({ verdict, why });
  });

  test('somebody shut the port', () => {
    const shut = { ...haproxy('pg-a1-1'), frontends: [frontend('rw'), frontend('ro', { state: frontendState.read('STOP') })] };
    expect(reasonOf(observations({ 'pg-a1-1': { haproxy: said(shut) } }), 'pg-a1-1')).toEqual({
      verdict: 'nowhere from pg-a1-1',
      why: 'its HAProxy takes no connections on 5556: somebody set ro there: shut down (STOP)',
    });
  });
});

test.each(['rw', 'ro'] as const)('%s: with every agent silent nobody knows where it leads, which is not nowhere', (service) => {
  const dark = { 'pg-a1-1': 'no answer', 'pg-a1-2': 'no answer', 'pg-a2-1': 'no answer', 'pg-a2-2': 'no answer' };
  const { verdict, hosts } = whyService(service, clusterView(topology(), observations(dark)));
  expect(verdict).toBe('nobody knows where: no agent of its hosts answers');
  expect(hosts.map(({ servers }) => servers)).toEqual([null, null, null, null]);
});
