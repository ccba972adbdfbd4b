import { evaluateCondition, type Condition } from '@tamada/core/sequence';
import type { NodeStatus } from '@tamada/core/verdict';
import { describe, expect, test } from 'vitest';
import { consul, dcs, haproxy, member, nodeStatus, topology } from '../../../builders/cluster.ts';

const servers = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'];
const members = servers.slice(0, 4);

/** The healthy cluster's answers; `null` stands for a node that does not answer. */
function answers(change: Readonly<Record<string, Partial<NodeStatus> | null>> = {}): readonly NodeStatus[] {
  return topology().nodes.flatMap(({ name }) => (change[name] === null ? [] : [nodeStatus(name, change[name])]));
}

const four = consul().servers.map((server) => (server.name === 'arb-a3' ? { ...server, voter: false } : server));
const deadVoter = consul().servers.map((server) => (server.name === 'arb-a3' ? { ...server, alive: false } : server));
const places = members.map((name) => ({ name, datacenter: name.slice(3, 5) }));
const guarantee: Condition = { kind: 'sync_guaranteed', guarantee: 'datacenter', members: places, standbys: 2 };
const syncs = (...syncStandbys: string[]) => ({ dcs: dcs({ syncStandbys }), member: member({ role: 'master', replicationState: '' }) });

interface Case {
  readonly name: string;
  readonly condition: Condition;
  readonly seen: readonly NodeStatus[];
  readonly met: boolean;
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
  { name: '5555 leads to the leader', condition: leads, seen: answers(), met: true, line: /^5555 leads to pg-a1-1 from 4 hosts$/ },
  {
    name: 'HAProxy does not run yet on one host, another has not seen the leader',
    condition: leads,
    seen: answers({
      'pg-a1-2': { haproxy: { reachable: false, problem: 'it has no runtime socket', servers: [], frontends: [] } },
      'pg-a2-2': { haproxy: haproxy('pg-a2-2', { down: ['pg-a1-1'] }) },
    }),
    met: false,
    line: /^pg-a1-2: HAProxy does not answer \(it has no runtime socket\); pg-a2-2: 5555 leads nowhere instead of pg-a1-1$/,
  },
  {
    name: 'a host still leads to the old leader',
    condition: leads,
    seen: answers({ 'pg-a2-1': { haproxy: haproxy('pg-a2-1', { leader: 'pg-a1-2' }) } }),
    met: false,
    line: /^pg-a2-1: 5555 leads to pg-a1-2 instead of pg-a1-1$/,
  },
  {
    name: 'two servers are up at once',
    condition: leads,
    seen: answers({ 'pg-a2-1': { haproxy: haproxy('pg-a2-1', {}, { 'rw/pg-a2-2': { up: true } }) } }),
    met: false,
    line: /^pg-a2-1: 5555 leads to pg-a1-1, pg-a2-2 instead of pg-a1-1$/,
  },
  {
    name: 'there is no leader to lead to',
    condition: leads,
    seen: answers({ 'pg-a1-1': { member: member({ reachable: false, problem: 'refused' }) } }),
    met: false,
    line: /pg-a1-1: Patroni does not answer \(refused\)/,
  },

  { name: 'every VIP is held once', condition: held, seen: answers(), met: true, line: /^10.10.1.3 on pg-a1-1, 10.10.2.3 on pg-a2-1$/ },
  {
    name: 'in the other datacentre either of its hosts will do',
    condition: held,
    seen: answers({ 'pg-a2-1': { addresses: [] }, 'pg-a2-2': { addresses: ['10.10.2.3'] } }),
    met: true,
    line: /10.10.2.3 on pg-a2-2/,
  },
  {
    name: "the VIP is not on the leader's host yet",
    condition: held,
    seen: answers({ 'pg-a1-1': { addresses: [] }, 'pg-a1-2': { addresses: [vip] } }),
    met: false,
    line: /^10.10.1.3 is on pg-a1-2, the leader is pg-a1-1$/,
  },
  {
    name: 'nobody holds it yet',
    condition: held,
    seen: answers({ 'pg-a1-1': { addresses: ['10.10.1.1'] } }),
    met: false,
    line: /^10.10.1.3 is held by neither of pg-a1-1, pg-a1-2$/,
  },
  {
    name: 'both hold it, because they do not hear each other',
    condition: held,
    seen: answers({ 'pg-a1-2': { addresses: [vip] } }),
    met: false,
    line: /^10.10.1.3 is held by pg-a1-1 and pg-a1-2$/,
  },
  {
    name: 'a host that may hold it too does not answer',
    condition: held,
    seen: answers({ 'pg-a2-2': null }),
    met: false,
    line: /^pg-a2-2: agent does not answer$/,
  },

  {
    name: 'all agents answer',
    condition: { kind: 'agents_answer', nodes: [...servers, 'backup'] },
    seen: answers(),
    met: true,
    line: /6 agents/,
  },
  {
    name: 'an agent is silent',
    condition: { kind: 'agents_answer', nodes: servers },
    seen: answers({ 'arb-a3': null }),
    met: false,
    line: /^arb-a3: agent does not answer$/,
  },

  {
    name: 'a leader is elected, while no token works yet',
    condition: { kind: 'consul_elected', servers },
    seen: answers(
      Object.fromEntries(servers.map((name) => [name, { consul: consul({ leader: '10.10.3.1', servers: [], aclReady: false }) }])),
    ),
    met: true,
    line: /5 servers know a leader/,
  },
  { name: 'Consul stands', condition: { kind: 'consul_has_leader', servers }, seen: answers(), met: true, line: /arb-a3, 5 voters/ },
  {
    name: 'one server has not joined',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a2-1': { consul: consul({ leader: '' }) } }),
    met: false,
    line: /^pg-a2-1: Consul has no leader$/,
  },
  {
    name: 'a server is not yet a voter',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: consul({ servers: four }) } }),
    met: false,
    line: /^pg-a1-1: does not see as voter: arb-a3$/,
  },
  {
    name: 'a voter is dead',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: consul({ servers: deadVoter }) } }),
    met: false,
    line: /arb-a3/,
  },
  {
    name: 'Consul is down on one, with the reason',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'arb-a3': { consul: consul({ reachable: false, problem: 'connection refused' }) } }),
    met: false,
    line: /^arb-a3: Consul does not answer \(connection refused\)$/,
  },
  {
    name: 'the servers name different leaders',
    condition: { kind: 'consul_has_leader', servers },
    seen: answers({ 'pg-a1-1': { consul: consul({ leader: 'pg-a1-1' }) } }),
    met: false,
    line: /disagree on the leader: arb-a3, pg-a1-1/,
  },

  { name: 'tokens work', condition: { kind: 'acl_ready', nodes: servers }, seen: answers(), met: true, line: /5 nodes/ },
  {
    name: 'a token does not work yet',
    condition: { kind: 'acl_ready', nodes: servers },
    seen: answers({ 'arb-a3': { consul: consul({ aclReady: false }) }, 'pg-a1-1': null }),
    met: false,
    line: /^pg-a1-1: agent does not answer; arb-a3: its Consul token/,
  },

  { name: 'the leader runs', condition: { kind: 'leader_runs', members }, seen: answers(), met: true, line: /leader is pg-a1-1/ },
  {
    name: 'a member that calls itself leader without the key is none',
    condition: { kind: 'leader_runs', members },
    seen: answers({ 'pg-a1-1': { member: member({ role: 'master' }), dcs: dcs({ leader: '' }) } }),
    met: false,
    line: /pg-a1-1: running \(master\)/,
  },
  {
    name: 'initdb is at work',
    condition: { kind: 'leader_runs', members },
    seen: answers({
      'pg-a1-1': { member: member({ role: '', state: 'initializing new cluster' }), dcs: dcs({ leader: '' }) },
      'pg-a1-2': { member: member({ reachable: false, problem: 'connection refused' }) },
    }),
    met: false,
    line: /pg-a1-1: initializing new cluster; pg-a1-2: Patroni does not answer \(connection refused\)/,
  },

  {
    name: 'members whose turn has not come are not told',
    condition: { kind: 'leader_runs', members },
    seen: members.map((name) =>
      nodeStatus(name, {
        member: member(name === 'pg-a1-1' ? { state: 'starting', role: 'master' } : { reachable: false, established: false }),
        dcs: dcs({ leader: '' }),
      }),
    ),
    met: false,
    line: /^pg-a1-1: starting \(master\)$/,
  },

  {
    name: 'all stream',
    condition: { kind: 'members_stream', members },
    seen: answers(),
    met: true,
    line: /3 replicas stream from pg-a1-1/,
  },
  {
    name: 'a base backup is at work',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a2-2': { member: member({ state: 'creating replica' }) } }),
    met: false,
    line: /^pg-a2-2: creating replica \(replica\)$/,
  },
  {
    name: 'a replica on an old timeline',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a1-1': { member: member({ role: 'primary', timeline: 3 }) }, 'pg-a2-2': { member: member({ timeline: 3 }) } }),
    met: false,
    line: /^pg-a1-2: on timeline 1 instead of 3; pg-a2-1/,
  },
  {
    name: 'a replica that reads its archive does not stream',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a2-2': { member: member({ replicationState: 'in archive recovery' }) } }),
    met: false,
    line: /^pg-a2-2: runs, does not stream yet$/,
  },
  {
    name: 'an old Patroni does not name the state: the leader’s list does',
    condition: { kind: 'members_stream', members },
    seen: answers({
      'pg-a1-1': {
        member: member({ role: 'master', replicationState: '', standbys: [{ name: 'pg-a2-2', state: 'streaming', syncState: 'async' }] }),
      },
      'pg-a2-2': { member: member({ replicationState: '' }) },
    }),
    met: true,
    line: /3 replicas/,
  },
  {
    name: 'and without any it will not',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a2-2': { member: member({ replicationState: '', receivedLsn: '' }) } }),
    met: false,
    line: /pg-a2-2/,
  },
  {
    name: 'without a leader nobody streams',
    condition: { kind: 'members_stream', members },
    seen: answers({ 'pg-a1-1': null }),
    met: false,
    line: /pg-a1-1: agent does not answer/,
  },

  { name: 'a standby in each datacentre', condition: guarantee, seen: answers(), met: true, line: /pg-a1-2, pg-a2-1/ },
  {
    name: 'both elsewhere',
    condition: guarantee,
    seen: answers({ 'pg-a1-1': syncs('pg-a2-1', 'pg-a2-2') }),
    met: true,
    line: /pg-a2-1, pg-a2-2/,
  },
  {
    name: 'only the neighbour',
    condition: guarantee,
    seen: answers({ 'pg-a1-1': syncs('pg-a1-2') }),
    met: false,
    line: /2 synchronous standbys are wanted, there is: pg-a1-2; no synchronous standby outside a1/,
  },
  {
    name: 'one remote is not enough: with agents dead the next choice may be local',
    condition: guarantee,
    seen: answers({ 'pg-a1-1': syncs('pg-a2-1') }),
    met: false,
    line: /2 synchronous standbys are wanted/,
  },
  {
    name: 'a standby that is named but down',
    condition: guarantee,
    seen: answers({ 'pg-a2-1': { member: member({ state: 'stopped' }) } }),
    met: false,
    line: /^pg-a2-1: stopped/,
  },
  {
    name: 'guarantee node: one neighbour will do',
    condition: { ...guarantee, guarantee: 'node', standbys: 1 },
    seen: answers({ 'pg-a1-1': syncs('pg-a1-2') }),
    met: true,
    line: /pg-a1-2/,
  },
];

describe('conditions', () => {
  test.each(table)('$condition.kind: $name', ({ condition, seen, met, line }) => {
    const state = evaluateCondition(condition, seen);
    expect(state.line).toMatch(line);
    expect(state.met).toBe(met);
  });
});
