import { renderNode } from '@tamada/core/bundle';
import { vipHosts, vipWeights } from '@tamada/core/topology';
import {
  clusterStatus,
  lookPrefix,
  readBackends,
  readFrontend,
  writeBackend,
  type ClusterStatus,
  type Observation,
} from '@tamada/core/verdict';
import { describe, expect, test } from 'vitest';
import { dcs, frontend, haproxy, keepalivedUnit, member, nowMs, observations, topology } from '../../../builders/cluster.ts';
import { shippedTemplates } from '../../../builders/templates.ts';

function judge(seen: readonly Observation[]): ClusterStatus {
  return clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs });
}

/** What HAProxy of every host sees. */
function everywhere(states: Parameters<typeof haproxy>[1]): Parameters<typeof observations>[0] {
  return Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].map((name) => [name, { haproxy: haproxy(name, states) }]));
}

const vip = '10.10.1.3';
const leading = { name: 'pg-a1-1', up: true, sessions: 0, byHand: '', status: 'UP', address: '10.10.1.1:5432' };

describe('a healthy cluster', () => {
  const { vips, services } = judge(observations());

  test('has every VIP on one host', () => {
    expect(vips).toEqual({
      a1: { address: vip, holder: 'pg-a1-1', holders: ['pg-a1-1'] },
      a2: { address: '10.10.2.3', holder: 'pg-a2-1', holders: ['pg-a2-1'] },
    });
  });

  test('writes go to the leader from everywhere, reads to asynchronous replicas, those of the own datacentre first', () => {
    const hosts = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
    expect(services.rw).toEqual({ port: 5555, leadsTo: 'pg-a1-1', perHost: Object.fromEntries(hosts.map((host) => [host, ['pg-a1-1']])) });
    const far = { backend: 'ro_async', servers: ['pg-a2-2'], fallback: 'none' };
    const near = { ...far, backend: 'ro_local' };
    expect(services.ro).toEqual({
      port: 5556,
      fallback: 'none',
      perHost: { 'pg-a1-1': far, 'pg-a1-2': far, 'pg-a2-1': near, 'pg-a2-2': near },
    });
  });
});

test('a silent agent of the leader: what only it could tell is unknown, and is no fault of the others', () => {
  const patroni30 = { member: member({ replicationState: '' }) };
  const others = observations({ 'pg-a1-2': patroni30, 'pg-a2-1': patroni30, 'pg-a2-2': patroni30 });
  const seen = others.map((one): Observation =>
    one.node === 'pg-a1-1' ? { node: one.node, status: null, problem: 'refused', hostUp: true } : one,
  );
  const { leader, services, warnings } = judge(seen);
  expect(leader).toBe('pg-a1-1');
  expect(warnings.filter((warning) => warning.includes('does not stream'))).toEqual([]);
  expect([services.rw.perHost['pg-a1-1'], services.ro.perHost['pg-a1-1'], services.rw.leadsTo]).toEqual([null, null, 'pg-a1-1']);
});

test('a datacentre whose hosts are all silent is named as one', () => {
  const dark = observations({ 'pg-a2-1': 'no answer', 'pg-a2-2': 'no answer' });
  expect(judge(dark).warnings[0]).toBe('a2: none of its 2 hosts answers: they are off, or the datacentre is cut off from here');
  expect(judge(observations({ 'pg-a2-1': 'no answer' })).warnings[0]).toMatch(/^pg-a2-1: the agent does not answer/);
});

test('a neighbour that counts yeses waits on purpose, and the warning says so', () => {
  const counting = haproxy('pg-a1-2', {}, { 'rw/pg-a1-1': { up: false, status: 'DOWN 40/81' } });
  expect(judge(observations({ 'pg-a1-2': { haproxy: counting } })).warnings).toEqual([
    'pg-a1-2: 5555 leads nowhere, the leader is pg-a1-1: it waits for some seconds on purpose, so that the VIP moves there first',
  ]);
});

describe('what is said of addresses and of the way to the databases', () => {
  const table: readonly { name: string; seen: readonly Observation[]; warnings: readonly string[] }[] = [
    {
      name: 'nobody holds a VIP',
      seen: observations({ 'pg-a2-1': { addresses: ['10.10.2.1'] } }),
      warnings: ['the VIP 10.10.2.3 of a2 is held by nobody'],
    },
    {
      name: 'two hold a VIP',
      seen: observations({ 'pg-a1-2': { addresses: [vip] } }),
      warnings: ['the VIP 10.10.1.3 of a1 is held by more than one: pg-a1-1, pg-a1-2'],
    },
    {
      name: 'a VIP is not where the leader is',
      seen: observations({ 'pg-a1-1': { addresses: [] }, 'pg-a1-2': { addresses: [vip] } }),
      warnings: ["the VIP 10.10.1.3 is on pg-a1-2, not on the leader's host pg-a1-1"],
    },
    {
      name: 'in another datacentre than the leader the VIP may be on either host',
      seen: observations({ 'pg-a2-1': { addresses: [] }, 'pg-a2-2': { addresses: ['10.10.2.3'] } }),
      warnings: [],
    },
    {
      name: 'keepalived does not run where it holds nothing',
      seen: observations({ 'pg-a2-2': { units: [keepalivedUnit('failed')] } }),
      warnings: ['pg-a2-2: keepalived does not run: it cannot hold the VIP'],
    },
    {
      name: 'HAProxy does not answer',
      seen: observations({ 'pg-a2-2': { haproxy: { reachable: false, problem: 'no answer within 800 ms', servers: [], frontends: [] } } }),
      warnings: ['pg-a2-2: HAProxy does not answer: no answer within 800 ms'],
    },
    {
      name: 'one host does not see the leader',
      seen: observations({ 'pg-a2-2': { haproxy: haproxy('pg-a2-2', { down: ['pg-a1-1'] }) } }),
      warnings: ['pg-a2-2: 5555 leads nowhere, the leader is pg-a1-1'],
    },
    {
      name: 'one host leads to who led before',
      seen: observations({ 'pg-a2-2': { haproxy: haproxy('pg-a2-2', { leader: 'pg-a1-2', sync: ['pg-a1-1', 'pg-a2-1'] }) } }),
      warnings: ['pg-a2-2: 5555 leads to pg-a1-2, the leader is pg-a1-1'],
    },
    {
      name: 'two servers answer as leader',
      seen: observations({ 'pg-a1-2': { haproxy: haproxy('pg-a1-2', {}, { 'rw/pg-a1-2': { up: true } }) } }),
      warnings: ['pg-a1-2: 5555 leads nowhere: more than one server is up: pg-a1-1, pg-a1-2'],
    },
    {
      name: 'only synchronous standbys are left',
      seen: observations({ 'pg-a1-1': { haproxy: haproxy('pg-a1-1', { down: ['pg-a2-2'] }) } }),
      warnings: ['pg-a1-1: 5556 falls back to the synchronous standbys: no asynchronous replica is up'],
    },
    {
      name: 'the leader is all that is left',
      seen: observations({
        'pg-a1-1': {
          haproxy: {
            reachable: true,
            problem: '',
            servers: [
              { ...leading, backend: 'rw', check: 'L7OK/200' },
              { ...leading, backend: 'ro_leader', check: '' },
            ],
            frontends: [frontend('rw'), frontend('ro')],
          },
        },
      }),
      warnings: ['pg-a1-1: 5556 falls back to the leader: no replica is up'],
    },
    {
      name: 'no replica is up',
      seen: observations({ 'pg-a1-1': { haproxy: haproxy('pg-a1-1', { down: ['pg-a1-2', 'pg-a2-1', 'pg-a2-2'] }) } }),
      warnings: ['pg-a1-1: 5556 leads nowhere: no replica is up'],
    },
    {
      name: 'somebody set a server by hand',
      seen: observations({ 'pg-a2-1': { haproxy: haproxy('pg-a2-1', {}, { 'ro_async/pg-a2-2': { byHand: 'in maintenance' } }) } }),
      warnings: ['pg-a2-1: somebody set ro_async/pg-a2-2 in HAProxy: in maintenance; `systemctl reload haproxy` takes it back'],
    },
  ];
  test.each(table)('$name', ({ seen, warnings }) => {
    expect(judge(seen).warnings).toEqual(warnings);
  });

  const back = '`systemctl reload haproxy` takes it back';
  const ports = [frontend('rw'), frontend('ro')];
  /** HAProxy on pg-a1-1, whose checks are well, with these ports. */
  const withPorts = (frontends: typeof ports): readonly Observation[] =>
    observations({ 'pg-a1-1': { haproxy: { ...haproxy('pg-a1-1'), frontends } } });
  const shutTable: readonly {
    name: string;
    way: 'rw' | 'ro';
    change: Parameters<typeof frontend>[1] | null;
    why: string;
    set: string | null;
  }[] = [
    { name: 'disabled', way: 'rw', change: { status: 'PAUSED' }, why: 'it is shut in HAProxy', set: 'disabled (PAUSED)' },
    { name: 'shut down', way: 'rw', change: { status: 'STOP' }, why: 'it is shut in HAProxy', set: 'shut down (STOP)' },
    { name: 'no longer told of', way: 'rw', change: null, why: 'it is shut in HAProxy', set: 'shut down' },
    { name: 'closed to all', way: 'rw', change: { limit: 0 }, why: 'it is shut in HAProxy', set: 'no session is allowed (maxconn 0)' },
    { name: 'full', way: 'rw', change: { sessions: 2000 }, why: 'it is full, with 2000 of 2000 sessions', set: null },
    { name: 'disabled', way: 'ro', change: { status: 'PAUSED' }, why: 'it is shut in HAProxy', set: 'disabled (PAUSED)' },
    { name: 'full', way: 'ro', change: { sessions: 2000 }, why: 'it is full, with 2000 of 2000 sessions', set: null },
  ];
  test.each(shutTable)('$way leads nowhere from a host where it is $name', ({ way, change, why, set }) => {
    const seen = ports.flatMap((port) => (port.name !== way ? [port] : change === null ? [] : [{ ...port, ...change }]));
    const { health, services, warnings } = judge(withPorts(seen));
    expect(health).toBe('degraded');
    if (way === 'rw') expect([services.rw.leadsTo, services.rw.perHost['pg-a1-1']]).toEqual([null, []]);
    else expect(services.ro.perHost['pg-a1-1']).toEqual({ backend: null, servers: [], fallback: 'none' });
    expect(warnings).toEqual([
      `pg-a1-1: ${way === 'rw' ? '5555' : '5556'} leads nowhere: ${why}`,
      ...(set === null ? [] : [`pg-a1-1: somebody set ${way} in HAProxy: ${set}; ${back}`]),
    ]);
  });

  test('a port that is no way to the databases and was shut by hand is said too', () => {
    expect(judge(withPorts([...ports, frontend('health', { status: 'PAUSED' })])).warnings).toEqual([
      `pg-a1-1: somebody set health in HAProxy: disabled (PAUSED); ${back}`,
    ]);
  });

  test('an agent that tells of no ports and no addresses, as earlier versions, is no reason to warn', () => {
    const { servers, ...rest } = haproxy('pg-a1-1');
    const old = { ...rest, servers: servers.map((server) => ({ ...server, address: '', status: '' })), frontends: [] };
    const { health, services } = judge(observations({ 'pg-a1-1': { haproxy: old } }));
    expect([health, services.rw.leadsTo]).toEqual(['healthy', 'pg-a1-1']);
  });

  test.each([
    ['another address', { address: '10.9.9.9:6000' }, 'address 10.9.9.9:6000 instead of 10.10.1.1:5432'],
    ['another port', { address: '10.10.1.1:6000', byHand: 'draining' }, 'address 10.10.1.1:6000 instead of 10.10.1.1:5432, draining'],
    ['an IPv6 address', { address: '[::1]:5432' }, 'address [::1]:5432 instead of 10.10.1.1:5432'],
  ])('a server was given %s by hand', (_name, change, words) => {
    const { health, warnings } = judge(observations({ 'pg-a2-1': { haproxy: haproxy('pg-a2-1', {}, { 'rw/pg-a1-1': change }) } }));
    expect([health, warnings]).toEqual(['degraded', [`pg-a2-1: somebody set rw/pg-a1-1 in HAProxy: ${words}; ${back}`]]);
  });

  test('what HAProxy asks a Patroni through is judged, too', () => {
    const change = { 'look_pg-a1-1/pg-a1-1': { byHand: 'in maintenance', address: '10.10.1.2:8008' } };
    const { warnings } = judge(observations({ 'pg-a2-1': { haproxy: haproxy('pg-a2-1', {}, change) } }));
    const words = 'address 10.10.1.2:8008 instead of 10.10.1.1:8008, in maintenance';
    expect(warnings).toEqual([`pg-a2-1: somebody set look_pg-a1-1/pg-a1-1 in HAProxy: ${words}; ${back}`]);
  });

  test('a server that the topology does not know was added by hand', () => {
    const own = haproxy('pg-a2-1');
    const added = { ...leading, backend: 'rw', name: 'other', up: false, status: 'DOWN', check: 'L4CON', address: '10.9.9.9:5432' };
    const seen = observations({ 'pg-a2-1': { haproxy: { ...own, servers: [...own.servers, added] } } });
    expect(judge(seen).warnings).toEqual([`pg-a2-1: somebody set rw/other in HAProxy: a server that cluster.yaml does not have; ${back}`]);
  });

  test('a holder that does not answer may hold it unseen', () => {
    expect(judge(observations({ 'pg-a2-1': 'no answer' })).warnings).toContain(
      'the VIP 10.10.2.3 of a2 is held by nobody, unless by pg-a2-1, whose agent does not answer',
    );
  });

  test('without a leader 5555 should lead nowhere, and only that there is none is said', () => {
    const gone = { dcs: dcs({ leader: '' }), member: member() };
    const seen = observations({
      ...Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].map((name) => [name, gone])),
      'arb-a3': gone,
    }).map((one) => (one.status === null ? one : { ...one, status: { ...one.status, haproxy: null } }));
    expect(judge(seen).warnings.filter((warning) => warning.includes('5555'))).toEqual([]);
    expect(judge(observations(everywhere({ down: ['pg-a1-1'] }))).services.rw.leadsTo).toBeNull();
  });
});

describe('what is judged is what is configured', () => {
  const rendered = (name: string, path: string): string => {
    const cluster = topology({ readOnly: { fallbackToLeader: true } });
    const node = cluster.nodes.find((one) => one.name === name)!;
    const { files } = renderNode({ topology: cluster, node, facts: null, platform: 'debian', templates: shippedTemplates() });
    return files.find((file) => file.path === path)?.content ?? '';
  };

  test('the backends of 5556, in the order in which HAProxy tries them', () => {
    const config = rendered('pg-a1-1', '/etc/haproxy/haproxy.cfg');
    const [, port = ''] = config.split(`\nfrontend ${readFrontend}\n`);
    const tried = [...(port.split(/\n(?=\S)/)[0] ?? '').matchAll(/^ {2}(?:use|default)_backend (\S+)/gm)].map(([, name]) => name);
    expect(tried).toEqual(readBackends.map(({ name }) => name));
    expect(config).toContain(`\nlisten ${writeBackend}\n`);
    expect(config).toContain(`\nlisten ${lookPrefix}pg-a2-2\n`);
  });

  test.each(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'])("keepalived's priority on %s", (name) => {
    const config = rendered(name, '/etc/keepalived/keepalived.conf');
    const [datacenter] = /a\d/.exec(name) ?? [''];
    const priority = vipHosts(topology(), datacenter).find((host) => host.name === name)?.priority;
    expect(config).toContain(`\n  priority ${String(priority)}\n`);
    for (const weight of Object.values(vipWeights)) expect(config).toContain(`\n  weight ${String(weight)}\n`);
  });
});
