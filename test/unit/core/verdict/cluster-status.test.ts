import { clusterStatus, lagBytes, type ClusterStatus, type Observation } from '@tamada/core/verdict';
import { describe, expect, test } from 'vitest';
import { consul, dcs, member, nodeStatus, nowMs, observations, topology } from '../../../builders/cluster.ts';

function judge(seen: readonly Observation[]): ClusterStatus {
  return clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs });
}

describe('a healthy cluster', () => {
  const status = judge(observations());

  test('is healthy, without a warning', () => {
    expect(status).toMatchObject({ health: 'healthy', leader: 'pg-a1-1', warnings: [] });
  });

  test('tells every member with its state, as the DCS has it', () => {
    expect(
      status.members.map(({ name, datacenter, state, running, timeline, lagBytes: lag }) => [
        name,
        datacenter,
        state,
        running,
        timeline,
        lag,
      ]),
    ).toEqual([
      ['pg-a1-1', 'a1', 'leader', true, 1, 0],
      ['pg-a1-2', 'a1', 'sync_standby', true, 1, 0],
      ['pg-a2-1', 'a2', 'sync_standby', true, 1, 0],
      ['pg-a2-2', 'a2', 'replica', true, 1, 0],
    ]);
  });

  test('counts five voters and names the raft leader', () => {
    expect(status.consul).toMatchObject({ leader: 'arb-a3', voters: 5, alive: 5, expected: 5 });
  });

  test('says what the loss of each datacentre would mean', () => {
    expect(status.ifLost.map(({ datacenter, writes }) => [datacenter, writes])).toEqual([
      ['a1', 'move'],
      ['a2', 'continue'],
      ['a3', 'continue'],
    ]);
  });
});

const day = 24 * 60 * 60 * 1000;

describe('what goes wrong is said', () => {
  const table: readonly { name: string; seen: readonly Observation[]; health: ClusterStatus['health']; warning: RegExp }[] = [
    {
      name: 'an agent that does not answer',
      seen: observations({ backup: 'no answer in 1.5 s' }),
      health: 'degraded',
      warning: /^backup: the agent does not answer: no answer/,
    },
    {
      name: 'no leader key',
      seen: observations(
        Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'].map((name) => [name, { dcs: dcs({ leader: '' }) }])),
      ),
      health: 'down',
      warning: /there is no leader/,
    },
    {
      name: 'two members that say they are the leader',
      seen: observations({ 'pg-a2-2': { member: member({ role: 'primary' }) } }),
      health: 'degraded',
      warning: /more than one member says it is the leader: pg-a1-1, pg-a2-2/,
    },
    {
      name: 'a member on another timeline',
      seen: observations({ 'pg-a2-2': { member: member({ timeline: 3 }) } }),
      health: 'degraded',
      warning: /pg-a2-2: is on timeline 3, the leader on 1/,
    },
    {
      name: 'a replica that does not stream',
      seen: observations({ 'pg-a2-2': { member: member({ replicationState: '' }) } }),
      health: 'degraded',
      warning: /pg-a2-2: does not stream/,
    },
    {
      name: 'a stopped PostgreSQL',
      seen: observations({ 'pg-a2-2': { member: member({ state: 'stopped' }) } }),
      health: 'degraded',
      warning: /pg-a2-2: PostgreSQL is not running: stopped/,
    },
    {
      name: 'no sync standby outside the leader’s datacentre',
      seen: observations({ 'pg-a1-1': { dcs: dcs({ syncStandbys: ['pg-a1-2'] }), member: member({ role: 'master' }) } }),
      health: 'degraded',
      warning: /no sync standby outside a1/,
    },
    {
      name: 'a dead Consul server',
      seen: observations({
        'pg-a1-1': {
          consul: consul({ servers: consul().servers.map((server) => ({ ...server, alive: server.name !== 'arb-a3' })) }),
          member: member({ role: 'master' }),
        },
      }),
      health: 'degraded',
      warning: /Consul: arb-a3 is down/,
    },
    {
      name: 'an unfinished apply',
      seen: observations({ 'arb-a3': { agent: { ...nodeStatus('arb-a3').agent, confirmedGeneration: 0 } } }),
      health: 'degraded',
      warning: /arb-a3: generation 1 was begun and not finished/,
    },
    {
      name: 'a certificate that ends in 59 days',
      seen: observations({
        backup: { certificates: [{ name: 'agent', subject: 'backup', notAfterMs: nowMs + 59 * day, fingerprint: '' }] },
      }),
      health: 'degraded',
      warning: /backup: the certificate agent ends in 59 days; renew: tamada enroll --renew backup/,
    },
    {
      name: 'what an agent warns of itself',
      seen: observations({ backup: { warnings: ['disk nearly full'] } }),
      health: 'degraded',
      warning: /^backup: disk nearly full/,
    },
  ];
  test.each(table)('$name', ({ seen, health, warning }) => {
    const status = judge(seen);
    expect(status.warnings.join('\n')).toMatch(new RegExp(warning.source, 'm'));
    expect(status.health).toBe(health);
  });

  test('a certificate that ends in 61 days is no reason to warn', () => {
    const certificates = [{ name: 'agent', subject: 'backup', notAfterMs: nowMs + 61 * day, fingerprint: '' }];
    expect(judge(observations({ backup: { certificates } })).warnings).toEqual([]);
  });
});

describe('a member whose agent does not answer', () => {
  test('is not running when its host is silent', () => {
    const status = judge(observations({ 'pg-a2-1': 'no answer' }));
    expect(status.members[2]).toMatchObject({ state: 'sync_standby', running: false, timeline: null, lagBytes: null });
  });

  test('runs by Consul’s word when only its agent is down', () => {
    const seen = observations().map((one): Observation =>
      one.node === 'pg-a2-1' ? { node: one.node, status: null, problem: 'refused', hostUp: true } : one,
    );
    expect(judge(seen).members[2]).toMatchObject({ state: 'sync_standby', running: true });
  });
});

test('the minority’s view of the DCS does not win over the majority’s', () => {
  const cut = { consul: consul({ leader: '' }), dcs: dcs({ leader: 'pg-a1-1' }) };
  const moved = { dcs: dcs({ leader: 'pg-a2-1', syncStandbys: ['pg-a2-2'] }) };
  const status = judge(observations({ 'pg-a1-1': cut, 'pg-a1-2': cut, 'pg-a2-1': moved, 'pg-a2-2': moved, 'arb-a3': moved }));
  expect(status.leader).toBe('pg-a2-1');
});

test('losing a datacentre stops writes when Consul would lose its majority', () => {
  const servers = consul().servers.map((server) => ({ ...server, alive: server.name !== 'arb-a3' }));
  const view = { consul: consul({ servers, leader: 'pg-a1-1' }) };
  const status = judge(
    observations(
      Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].map((name) => [name, { ...view, member: nodeStatus(name).member }])),
    ),
  );
  expect(status.ifLost.map(({ writes }) => writes)).toEqual(['stop', 'stop', 'continue']);
});

test.each([
  ['0/10', '0/0', 16],
  ['1/0', '0/FFFFFFFF', 1],
  ['0/0', '0/10', 0],
  ['', '0/10', null],
])('lag from %s to %s is %s', (ahead, behind, expected) => {
  expect(lagBytes(ahead, behind)).toBe(expected);
});
