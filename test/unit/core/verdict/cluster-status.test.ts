import { clusterStatus, type ClusterStatus } from '@tamada/core/verdict';
import { lagBytes, type Observation } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { consul, consulServers, dcs, nodeStatus, nowMs, observations, said, silent, topology } from '../../../builders/cluster.ts';

function judge(seen: readonly Observation[]): ClusterStatus {
  return clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs });
}

const names = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3', 'backup'];
const nobody = observations(Object.fromEntries(names.map((name) => [name, 'no answer'])));

describe('a healthy cluster', () => {
  const status = judge(observations());

  test('is healthy, and nothing is found', () => {
    expect(status).toMatchObject({ health: 'healthy', leader: 'pg-a1-1', takesWrites: 'yes', findings: [], unanswered: [] });
  });

  test('tells every member with its state, as the DCS has it', () => {
    expect(
      status.members.map(({ name, datacenter, state, runs, timeline, lagBytes: lag }) => [name, datacenter, state, runs, timeline, lag]),
    ).toEqual([
      ['pg-a1-1', 'a1', 'leader', 'yes', 1, 0],
      ['pg-a1-2', 'a1', 'sync_standby', 'yes', 1, 0],
      ['pg-a2-1', 'a2', 'sync_standby', 'yes', 1, 0],
      ['pg-a2-2', 'a2', 'replica', 'yes', 1, 0],
    ]);
  });

  test('counts five voters and names the raft leader', () => {
    expect(status.consul).toMatchObject({ led: 'yes', leader: 'arb-a3', voters: 5, alive: 5, expected: 5 });
  });

  test('says what the loss of each datacentre would mean', () => {
    expect(status.ifLost.map(({ datacenter, writes }) => [datacenter, writes])).toEqual([
      ['a1', 'move'],
      ['a2', 'continue'],
      ['a3', 'continue'],
    ]);
  });
});

test('a machine with a load of 16: three of four Patronis are silent, and the cluster takes writes', () => {
  const slow = { member: silent('timeout', 'no answer within 4000 ms') };
  const status = judge(observations({ 'pg-a1-1': slow, 'pg-a1-2': slow, 'pg-a2-1': slow }));
  expect(status).toMatchObject({ health: 'healthy', leader: 'pg-a1-1', takesWrites: 'yes' });
  expect(status.members.map(({ runs, answers }) => [runs, answers])).toEqual([
    ['yes', false],
    ['yes', false],
    ['yes', false],
    ['yes', true],
  ]);
  expect(status.findings.map(({ code, severity, node }) => [code, severity, node])).toEqual([
    ['patroni_slow', 'notice', 'pg-a1-1'],
    ['patroni_slow', 'notice', 'pg-a1-2'],
    ['patroni_slow', 'notice', 'pg-a2-1'],
  ]);
  expect(status.findings[0]?.evidence).toContain("HAProxy's checks find it, from pg-a1-1, pg-a1-2, pg-a2-1, pg-a2-2");
  expect(status.unanswered).toContainEqual({
    node: 'pg-a1-1',
    source: 'patroni',
    why: 'timeout',
    problem: 'no answer within 4000 ms',
    waitedMs: 4000,
  });
});

test('with every agent silent nobody knows anything, and nothing is denied', () => {
  const status = judge(nobody);
  expect(status).toMatchObject({ health: 'unknown', leader: null, takesWrites: 'unknown', consul: { led: 'unknown', voters: null } });
  expect(status.members.map(({ state, runs }) => [state, runs])).toEqual(Array(4).fill([null, 'unknown']));
  expect(status.ifLost.map(({ writes }) => writes)).toEqual(['unknown', 'unknown', 'unknown']);
  expect(new Set(status.findings.map(({ severity }) => severity))).toEqual(new Set(['warning']));
});

describe('a member whose agent does not answer', () => {
  test('runs by the word of the others', () => {
    const status = judge(observations({ 'pg-a2-1': 'no answer' }));
    expect(status.members[2]).toMatchObject({ state: 'sync_standby', runs: 'yes', answers: false, timeline: null, lagBytes: null });
  });

  test('is unknown when its key has gone, too, and the cluster goes on without it', () => {
    const members = dcs().members.filter(({ name }) => name !== 'pg-a1-1');
    const moved = { dcs: said(dcs({ leader: { name: 'pg-a2-1', session: 's' }, syncStandbys: ['pg-a2-2'], members })) };
    const others = Object.fromEntries(['pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'].map((name) => [name, moved]));
    const status = judge(observations({ ...others, 'pg-a1-1': 'no answer' }));
    expect(status.leader).toBe('pg-a2-1');
    expect(status.members[0]).toMatchObject({ state: 'replica', answers: false });
    expect(status.findings.map(({ code, node }) => [code, node])).toContainEqual(['member_missing', 'pg-a1-1']);
  });
});

test('the minority’s view of the DCS does not win over the majority’s', () => {
  const cut = { consul: said(consul({ leader: null })), dcs: said(dcs({ fresh: false })) };
  const moved = { dcs: said(dcs({ leader: { name: 'pg-a2-1', session: 's' }, syncStandbys: ['pg-a2-2'] })) };
  const status = judge(observations({ 'pg-a1-1': cut, 'pg-a1-2': cut, 'pg-a2-1': moved, 'pg-a2-2': moved, 'arb-a3': moved }));
  expect(status.leader).toBe('pg-a2-1');
});

describe('a Consul server that was cut off and is back', () => {
  const others = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];

  test('calls the others dead, and nobody believes it', () => {
    const status = judge(observations({ 'arb-a3': { consul: said(consul({ servers: said(consulServers(others)) })) } }));
    expect(status).toMatchObject({ health: 'healthy', consul: { voters: 5, alive: 5 } });
  });

  test('is called dead by the others, and until that ends the cluster is not whole', () => {
    const view = { consul: said(consul({ servers: said(consulServers(['arb-a3'])) })) };
    const status = judge(observations(Object.fromEntries(others.map((name) => [name, view]))));
    expect(status).toMatchObject({ health: 'degraded', consul: { voters: 5, alive: 4 } });
    expect(status.findings).toMatchObject([{ code: 'consul_cut_off', node: 'arb-a3' }]);
  });
});

describe('what the loss of a datacentre would mean', () => {
  test('writes stop when Consul would lose its majority', () => {
    const view = { consul: said(consul({ servers: said(consulServers(['arb-a3'])) })) };
    const seen = Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].map((name) => [name, view]));
    const status = judge(observations({ ...seen, 'arb-a3': 'no answer' }));
    expect(status.ifLost.map(({ writes }) => writes)).toEqual(['stop', 'stop', 'continue']);
  });

  test('is unknown where a voter could be dead or alive', () => {
    const unheard = consulServers().map((server) => (server.name === 'arb-a3' ? { ...server, alive: null } : server));
    const view = { consul: said(consul({ servers: said(unheard) })) };
    const seen = Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].map((name) => [name, view]));
    const status = judge(observations({ ...seen, 'arb-a3': 'no answer' }));
    expect(status.ifLost.map(({ writes }) => writes)).toEqual(['unknown', 'unknown', 'continue']);
  });
});

test('an agent that has never applied anything has no generation', () => {
  const { agent } = nodeStatus('backup');
  const status = judge(observations({ backup: { agent: { ...agent, activeGeneration: null, confirmedGeneration: null, digest: null } } }));
  expect(status.agents.find(({ name }) => name === 'backup')).toMatchObject({ generation: null, answers: true });
});

test.each([
  ['0/10', '0/0', 16],
  ['1/0', '0/FFFFFFFF', 1],
  ['0/0', '0/10', 0],
  ['', '0/10', null],
  [null, '0/10', null],
])('lag from %s to %s is %s', (ahead, behind, expected) => {
  expect(lagBytes(ahead, behind)).toBe(expected);
});
