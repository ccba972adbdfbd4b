import { evaluateCondition, type Condition, type ConditionState } from '@tamada/core/sequence';
import {
  clusterView,
  patroniRole,
  patroniState,
  replicationState,
  walSenderState,
  type NodeStatus,
  type Observation,
} from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import {
  consul,
  consulServers,
  dcs,
  haproxy,
  leading,
  member,
  nodeStatus,
  observations,
  said,
  silent,
  topology,
} from '../../../builders/cluster.ts';

const servers = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'];
const members = servers.slice(0, 4);

/** The healthy cluster's answers; `null` stands for a node that does not answer. */
function answers(change: Readonly<Record<string, Partial<NodeStatus> | null>> = {}): readonly Observation[] {
  return observations(Object.fromEntries(Object.entries(change).map(([name, own]) => [name, own ?? 'no answer'])));
}

/** All nodes with Consul say the same of Patroni's keys: what is in the majority's DCS. */
function inDcs(
  change: Parameters<typeof dcs>[0],
  others: Readonly<Record<string, Partial<NodeStatus> | null>> = {},
): ReturnType<typeof answers> {
  const everywhere = Object.fromEntries(servers.map((name) => [name, { dcs: said(dcs(change)) }]));
  return answers({
    ...everywhere,
    ...Object.fromEntries(Object.entries(others).map(([name, own]) => [name, own && { ...everywhere[name], ...own }])),
  });
}

const inState = (state: string, role: string | null = 'replica'): Pick<NodeStatus, 'member'> => ({
  member: said(member({ state: patroniState.read(state), role: role === null ? null : patroniRole.read(role) })),
});
const down = { member: silent('refused', 'connection refused'), postmaster: said({ alive: false, state: null }) };
const four = said(consulServers().map((server) => (server.name === 'arb-a3' ? { ...server, voter: false } : server)));
const places = members.map((name) => ({ name, datacenter: name.slice(3, 5) }));
const guarantee: Condition = { kind: 'sync_guaranteed', guarantee: 'datacenter', members: places, standbys: 2 };

interface Case {
  readonly name: string;
  readonly condition: Condition;
  readonly seen: readonly Observation[];
  readonly is: ConditionState['is'];
  readonly line: RegExp;
}

const leads: Condition = { kind: 'rw_leads_to_leader', hosts: members };
const vip = '10.10.1.3';
const held: Condition = {
  kind: 'vips_held',
  vips: [
    { address: vip, hosts: ['pg-a1-1', 'pg-a1-2'] },
    { address: '10.10.2.3', hosts: ['pg-a2-1', 'pg-a2-2'] },
  ],
  members,
};

const table: readonly Case[] = [
  { name: '5555 leads to the leader', condition: leads, seen: answers(), is: 'met', line: /^5555 leads to pg-a1-1 from 4 hosts$/ },
  {
    name: 'HAProxy does not run yet on one host, another has not seen the leader',
    condition: leads,
    seen: answers({
      'pg-a1-2': { haproxy: silent('refused', 'it has no runtime socket') },
      'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { down: ['pg-a1-1'] })) },
    }),
    is: 'missing',
    line: /^pg-a1-2: HAProxy does not answer: it has no runtime socket; pg-a2-2: 5555 leads nowhere instead of pg-a1-1$/,
  },
  {
    name: 'a host still leads to the old leader',
    condition: leads,
    seen: answers({ 'pg-a2-1': { haproxy: said(haproxy('pg-a2-1', { leader: 'pg-a1-2' })) } }),
    is: 'missing',
    line: /^pg-a2-1: 5555 leads to pg-a1-2 instead of pg-a1-1$/,
  },
  {
    name: 'two servers are up at once',
    condition: leads,
    seen: answers({ 'pg-a2-1': { haproxy: said(haproxy('pg-a2-1', {}, { 'rw/pg-a2-2': { up: true } })) } }),
    is: 'missing',
    line: /^pg-a2-1: 5555 leads to pg-a1-1, pg-a2-2 instead of pg-a1-1$/,
  },
  {
    name: 'there is no leader to lead to',
    condition: leads,
    seen: answers({ 'pg-a1-1': down }),
    is: 'missing',
    line: /pg-a1-1: Patroni does not answer: connection refused/,
  },

  { name: 'every VIP is held once', condition: held, seen: answers(), is: 'met', line: /^10.10.1.3 on pg-a1-1, 10.10.2.3 on pg-a2-1$/ },
  {
    name: 'in the other datacentre either of its hosts will do',
    condition: held,
    seen: answers({ 'pg-a2-1': { addresses: [] }, 'pg-a2-2': { addresses: ['10.10.2.3'] } }),
    is: 'met',
    line: /10.10.2.3 on pg-a2-2/,
  },
  {
    name: "the VIP is not on the leader's host yet",
    condition: held,
    seen: answers({ 'pg-a1-1': { addresses: [] }, 'pg-a1-2': { addresses: [vip] } }),
    is: 'missing',
    line: /^10.10.1.3 is on pg-a1-2, the leader is pg-a1-1$/,
  },
  {
    name: 'nobody holds it yet',
    condition: held,
    seen: answers({ 'pg-a1-1': { addresses: ['10.10.1.1'] } }),
    is: 'missing',
    line: /^10.10.1.3 is held by neither of pg-a1-1, pg-a1-2$/,
  },
  {
    name: 'both hold it, because they do not hear each other',
    condition: held,
    seen: answers({ 'pg-a1-2': { addresses: [vip] } }),
    is: 'missing',
    line: /^10.10.1.3 is held by pg-a1-1 and pg-a1-2$/,
  },
  {
    name: 'a host that may hold it too does not answer',
    condition: held,
    seen: answers({ 'pg-a2-2': null }),
    is: 'unknown',
    line: /^pg-a2-2: agent did not answer in time: no answer$/,
  },

  {
    name: 'all agents answer',
    condition: { kind: 'agents_answer', nodes: [...servers, 'backup'] },
    seen: answers(),
    is: 'met',
    line: /6 agents/,
  },
  {
    name: 'an agent is silent',
    condition: { kind: 'agents_answer', nodes: servers },
    seen: answers({ 'arb-a3': null }),
    is: 'unknown',
    line: /^arb-a3: agent did not answer in time: no answer$/,
  },

  {
    name: 'a leader is elected, while no token works yet',
    condition: { kind: 'consul_elected', servers },
    seen: answers(
      Object.fromEntries(
        servers.map((name) => {
          const leader = { address: '10.10.3.1:8300', name: null };
          return [name, { consul: said(consul({ leader, servers: silent('not_asked', 'no token yet'), tokenWorks: null })) }];
        }),
      ),
    ),
    is: 'met',
    line: /5 servers know a leader/,
  },
  { name: 'Consul stands', condition: { kind: 'consul_has_leader', servers }, seen: answers(), is: 'met', line: /arb-a3, 5 voters/ },
  {
    name: 'one server has not joined',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a2-1': { consul: said(consul({ leader: null })) } }),
    is: 'missing',
    line: /^pg-a2-1: Consul has no leader$/,
  },
  {
    name: 'a server is not yet a voter',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: said(consul({ servers: four })) } }),
    is: 'missing',
    line: /^pg-a1-1: does not see as voter: arb-a3$/,
  },
  {
    name: 'a voter is dead',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: said(consul({ servers: said(consulServers(['arb-a3'])) })) } }),
    is: 'missing',
    line: /arb-a3/,
  },
  {
    name: 'Consul is down on one, with the reason',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'arb-a3': { consul: silent('refused', 'connection refused') } }),
    is: 'missing',
    line: /^arb-a3: Consul does not answer: connection refused$/,
  },
  {
    name: 'the servers name different leaders',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: said(consul({ leader: { address: '10.10.1.1:8300', name: 'pg-a1-1' } })) } }),
    is: 'missing',
    line: /disagree on the leader: arb-a3, pg-a1-1/,
  },

  { name: 'tokens work', condition: { kind: 'acl_ready', nodes: servers }, seen: answers(), is: 'met', line: /5 nodes/ },
  {
    name: 'a token does not work yet',
    condition: { kind: 'acl_ready', nodes: servers },
    seen: answers({ 'arb-a3': { consul: said(consul({ tokenWorks: false })) }, 'pg-a1-1': null }),
    is: 'missing',
    line: /^pg-a1-1: agent did not answer in time: no answer; arb-a3: its Consul token/,
  },

  { name: 'the leader runs', condition: { kind: 'leader_runs', members }, seen: answers(), is: 'met', line: /leader is pg-a1-1/ },
  {
    name: 'a member that calls itself leader without the key is none',
    condition: { kind: 'leader_runs', members },
    seen: inDcs({ leader: null }),
    is: 'missing',
    line: /pg-a1-1: running \(master\)/,
  },
  {
    name: 'initdb is at work',
    condition: { kind: 'leader_runs', members },
    seen: inDcs({ leader: null }, { 'pg-a1-1': inState('initializing new cluster', null), 'pg-a1-2': down }),
    is: 'missing',
    line: /pg-a1-1: initializing new cluster; pg-a1-2: Patroni does not answer: connection refused/,
  },

  {
    name: 'members whose turn has not come are not told',
    condition: { kind: 'leader_runs', members },
    seen: inDcs(
      { leader: null },
      {
        'pg-a1-1': inState('starting', 'master'),
        ...Object.fromEntries(
          members.slice(1).map((name) => {
            const { agent } = nodeStatus(name);
            return [name, { ...down, agent: { ...agent, memberEstablished: false } }];
          }),
        ),
      },
    ),
    is: 'missing',
    line: /^pg-a1-1: starting \(master\)$/,
  },

  {
    name: 'all stream',
    condition: { kind: 'members_stream', members },
    seen: answers(),
    is: 'met',
    line: /3 replicas stream from pg-a1-1/,
  },
  {
    name: 'a base backup is at work',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a2-2': inState('creating replica') }),
    is: 'missing',
    line: /^pg-a2-2: creating replica \(replica\)$/,
  },
  {
    name: 'a replica on an old timeline',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a1-1': { member: said(leading({ timeline: 3 })) }, 'pg-a2-2': { member: said(member({ timeline: 3 })) } }),
    is: 'missing',
    line: /^pg-a1-2: on timeline 1 instead of 3; pg-a2-1/,
  },
  {
    name: 'a replica that reads its archive does not stream',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a2-2': { member: said(member({ replication: replicationState.read('in archive recovery') })) } }),
    is: 'missing',
    line: /^pg-a2-2: runs, does not stream yet$/,
  },
  {
    name: 'an old Patroni does not name the state: the leader’s list does',
    condition: { kind: 'members_stream', members },
    seen: answers({
      'pg-a1-1': {
        member: said(leading({ standbys: [{ name: 'pg-a2-2', state: walSenderState.read('streaming'), sync: null }] })),
      },
      'pg-a2-2': { member: said(member({ replication: null })) },
    }),
    is: 'met',
    line: /3 replicas/,
  },
  {
    name: 'and without any it will not',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a2-2': { member: said(member({ replication: null, receivedLsn: null })) } }),
    is: 'missing',
    line: /pg-a2-2/,
  },
  {
    name: 'without a leader nobody streams',
    condition: { kind: 'members_stream', members },
    seen: inDcs({ leader: null }),
    is: 'missing',
    line: /pg-a1-1: running \(master\)/,
  },
  {
    name: 'the leader is silent, and others know that it leads',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a1-1': null }),
    is: 'met',
    line: /3 replicas stream from pg-a1-1/,
  },
  {
    name: 'only the leader of an old Patroni knows who streams, and it is silent',
    condition: { kind: 'members_stream', members: ['pg-a1-1', 'pg-a2-2'] },
    seen: answers({ 'pg-a1-1': { member: silent() }, 'pg-a2-2': { member: said(member({ replication: null })) } }),
    is: 'unknown',
    line: /^pg-a2-2: runs, nobody knows whether it streams \(the leader's Patroni, which would know, does not answer\)$/,
  },
  {
    name: "the leader's Patroni is slow: HAProxy's checks find it, its key is there, its process lives",
    condition: { kind: 'leader_runs', members },
    seen: answers({ 'pg-a1-1': { member: silent() } }),
    is: 'met',
    line: /leader is pg-a1-1/,
  },
  {
    name: 'it holds the key and has not been promoted',
    condition: { kind: 'leader_runs', members },
    seen: answers({ 'pg-a1-1': inState('running') }),
    is: 'missing',
    line: /^pg-a1-1: running \(replica\)/,
  },
  {
    name: 'nobody answers',
    condition: { kind: 'leader_runs', members },
    seen: [],
    is: 'unknown',
    line: /^pg-a1-1: agent does not answer: it was not asked/,
  },
  {
    name: 'HAProxy is slow',
    condition: leads,
    seen: answers({ 'pg-a1-2': { haproxy: silent('timeout', 'no answer within 4 s') } }),
    is: 'unknown',
    line: /^pg-a1-2: HAProxy did not answer in time: no answer within 4 s$/,
  },
  {
    name: 'a Consul server does not tell of the others',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: said(consul({ servers: silent() })) } }),
    is: 'unknown',
    line: /^pg-a1-1: Consul did not answer in time/,
  },

  { name: 'a standby in each datacentre', condition: guarantee, seen: answers(), is: 'met', line: /pg-a1-2, pg-a2-1/ },
  {
    name: 'both elsewhere',
    condition: guarantee,
    seen: inDcs({ syncStandbys: ['pg-a2-1', 'pg-a2-2'] }),
    is: 'met',
    line: /pg-a2-1, pg-a2-2/,
  },
  {
    name: 'only the neighbour',
    condition: guarantee,
    seen: inDcs({ syncStandbys: ['pg-a1-2'] }),
    is: 'missing',
    line: /2 synchronous standbys are wanted, there is: pg-a1-2; no synchronous standby outside a1/,
  },
  {
    name: 'one remote is not enough: with agents dead the next choice may be local',
    condition: guarantee,
    seen: inDcs({ syncStandbys: ['pg-a2-1'] }),
    is: 'missing',
    line: /2 synchronous standbys are wanted/,
  },
  {
    name: 'a standby that is named but down',
    condition: guarantee,
    seen: answers({ 'pg-a2-1': inState('stopped') }),
    is: 'missing',
    line: /^pg-a2-1: stopped/,
  },
  {
    name: 'guarantee node: one neighbour will do',
    condition: { ...guarantee, guarantee: 'node', standbys: 1 },
    seen: inDcs({ syncStandbys: ['pg-a1-2'] }),
    is: 'met',
    line: /pg-a1-2/,
  },
];

describe('conditions', () => {
  test.each(table)('$condition.kind: $name', ({ condition, seen, is, line }) => {
    const state = evaluateCondition(condition, clusterView(topology(), seen));
    expect(state.line).toMatch(line);
    expect(state.is).toBe(is);
  });
});
