import { renderNode } from '@tamada/core/bundle';
import { vipHosts, vipWeights } from '@tamada/core/topology';
import { clusterStatus, type ClusterStatus } from '@tamada/core/verdict';
import {
  checkResult,
  frontendState,
  lookPrefix,
  readBackends,
  readFrontend,
  serverState,
  writeBackend,
  type Observation,
} from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { databaseUnits, dcs, frontend, haproxy, member, nowMs, observations, said, silent, topology } from '../../../builders/cluster.ts';
import { shippedTemplates } from '../../../builders/templates.ts';

function judge(seen: readonly Observation[]): ClusterStatus {
  return clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs });
}

const vip = '10.10.1.3';
const leads = {
  name: 'pg-a1-1',
  up: true,
  sessions: 0,
  byHand: null,
  state: serverState.read('UP'),
  counting: null,
  address: '10.10.1.1:5432',
};

/** Code and words of everything that is found. */
function told({ findings }: ClusterStatus): readonly string[] {
  return findings.map(({ code, message }) => `${code} ${message}`);
}

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
  const patroni30 = { member: said(member({ replication: null })) };
  const others = observations({ 'pg-a1-2': patroni30, 'pg-a2-1': patroni30, 'pg-a2-2': patroni30 });
  const seen = others.map((one): Observation =>
    one.node === 'pg-a1-1' ? { node: one.node, status: null, silence: silent('refused', 'connection refused'), heard: true } : one,
  );
  const status = judge(seen);
  const { health, leader, services } = status;
  expect([health, leader]).toEqual(['degraded', 'pg-a1-1']);
  expect(told(status)).toEqual([
    'agent_not_running pg-a1-1: the agent does not run: connection refused',
    'vip_unseen a1: nobody that answers holds the VIP 10.10.1.3; pg-a1-1 may, and cannot be asked',
  ]);
  expect([services.rw.perHost['pg-a1-1'], services.ro.perHost['pg-a1-1'], services.rw.leadsTo]).toEqual([null, null, 'pg-a1-1']);
});

test('a datacentre whose hosts are all silent is named as one', () => {
  const dark = observations({ 'pg-a2-1': 'no answer', 'pg-a2-2': 'no answer' });
  expect(told(judge(dark))[0]).toBe(
    'datacenter_silent a2: none of its 2 hosts answers: they are off, or the datacentre is cut off from here',
  );
  expect(told(judge(observations({ 'pg-a2-1': 'no answer' })))[0]).toMatch(/^agent_silent pg-a2-1: the agent does not answer/);
});

test('a neighbour that counts yeses waits on purpose, and the finding says so', () => {
  const counting = { state: serverState.read('DOWN 40/81'), counting: { counted: 40, wanted: 81 } };
  const waiting = haproxy('pg-a1-2', {}, { 'rw/pg-a1-1': { up: false, check: checkResult.read('L7OK/200'), ...counting } });
  expect(told(judge(observations({ 'pg-a1-2': { haproxy: said(waiting) } })))).toEqual([
    'writes_wait pg-a1-2: 5555 leads nowhere: it waits for some seconds on purpose, so that the VIP moves to pg-a1-1 first',
  ]);
});

describe('what is said of addresses and of the way to the databases', () => {
  const table: readonly { name: string; seen: readonly Observation[]; found: readonly string[] }[] = [
    {
      name: 'nobody holds a VIP',
      seen: observations({ 'pg-a2-1': { addresses: ['10.10.2.1'] } }),
      found: ['vip_held_by_nobody a2: the VIP 10.10.2.3 is held by nobody'],
    },
    {
      name: 'two hold a VIP',
      seen: observations({ 'pg-a1-2': { addresses: [vip] } }),
      found: ['vip_held_twice a1: the VIP 10.10.1.3 is held by more than one: pg-a1-1, pg-a1-2'],
    },
    {
      name: 'a VIP is not where the leader is',
      seen: observations({ 'pg-a1-1': { addresses: [] }, 'pg-a1-2': { addresses: [vip] } }),
      found: ["vip_elsewhere a1: the VIP 10.10.1.3 is on pg-a1-2, not on the leader's host pg-a1-1"],
    },
    {
      name: 'in another datacentre than the leader the VIP may be on either host',
      seen: observations({ 'pg-a2-1': { addresses: [] }, 'pg-a2-2': { addresses: ['10.10.2.3'] } }),
      found: [],
    },
    {
      name: 'keepalived does not run where it holds nothing',
      seen: observations({ 'pg-a2-2': { units: databaseUnits(['keepalived.service']) } }),
      found: ['keepalived_not_running pg-a2-2: keepalived does not run: it cannot hold the VIP'],
    },
    {
      name: 'HAProxy does not answer',
      seen: observations({ 'pg-a2-2': { haproxy: silent('timeout', 'no answer within 800 ms') } }),
      found: ['haproxy_slow pg-a2-2: its HAProxy did not answer within 4000 ms: no answer within 800 ms'],
    },
    {
      name: 'one host does not see the leader',
      seen: observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { down: ['pg-a1-1'] })) } }),
      found: ['writes_lead_nowhere pg-a2-2: 5555 leads nowhere: the leader pg-a1-1 is not up there'],
    },
    {
      name: 'one host leads to who led before',
      seen: observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { leader: 'pg-a1-2', sync: ['pg-a1-1', 'pg-a2-1'] })) } }),
      found: ['writes_lead_astray pg-a2-2: 5555 leads to pg-a1-2, the leader is pg-a1-1'],
    },
    {
      name: 'two servers answer as leader',
      seen: observations({ 'pg-a1-2': { haproxy: said(haproxy('pg-a1-2', {}, { 'rw/pg-a1-2': { up: true } })) } }),
      found: ['writes_lead_nowhere pg-a1-2: 5555 leads nowhere: more than one server is up: pg-a1-1, pg-a1-2'],
    },
    {
      name: 'only synchronous standbys are left',
      seen: observations({ 'pg-a1-1': { haproxy: said(haproxy('pg-a1-1', { down: ['pg-a2-2'] })) } }),
      found: ['reads_fall_back pg-a1-1: 5556 falls back to the synchronous standbys: no asynchronous replica is up'],
    },
    {
      name: 'the leader is all that is left',
      seen: observations({
        'pg-a1-1': {
          haproxy: said({
            servers: [
              { ...leads, backend: 'rw', check: checkResult.read('L7OK/200') },
              { ...leads, backend: 'ro_leader', check: checkResult.read('as rw/pg-a1-1') },
            ],
            frontends: [frontend('rw'), frontend('ro')],
          }),
        },
      }),
      found: ['reads_fall_back pg-a1-1: 5556 falls back to the leader: no replica is up'],
    },
    {
      name: 'no replica is up',
      seen: observations({ 'pg-a1-1': { haproxy: said(haproxy('pg-a1-1', { down: ['pg-a1-2', 'pg-a2-1', 'pg-a2-2'] })) } }),
      found: ['reads_lead_nowhere pg-a1-1: 5556 leads nowhere: no replica is up'],
    },
    {
      name: 'somebody set a server by hand',
      seen: observations({ 'pg-a2-1': { haproxy: said(haproxy('pg-a2-1', {}, { 'ro_async/pg-a2-2': { byHand: 'in maintenance' } })) } }),
      found: ['haproxy_set_by_hand pg-a2-1: somebody set ro_async/pg-a2-2 in HAProxy: in maintenance'],
    },
  ];
  test.each(table)('$name', ({ seen, found }) => {
    expect(told(judge(seen))).toEqual(found);
  });

  const ports = [frontend('rw'), frontend('ro')];
  /** HAProxy on pg-a1-1, whose checks are well, with these ports. */
  const withPorts = (frontends: typeof ports): readonly Observation[] =>
    observations({ 'pg-a1-1': { haproxy: said({ ...haproxy('pg-a1-1'), frontends }) } });
  const shutTable: readonly {
    name: string;
    way: 'rw' | 'ro';
    change: Parameters<typeof frontend>[1] | null;
    why: string;
    set: string | null;
  }[] = [
    {
      name: 'disabled',
      way: 'rw',
      change: { state: frontendState.read('PAUSED') },
      why: 'it is shut in HAProxy',
      set: 'disabled (PAUSED)',
    },
    { name: 'shut down', way: 'rw', change: { state: frontendState.read('STOP') }, why: 'it is shut in HAProxy', set: 'shut down (STOP)' },
    { name: 'no longer told of', way: 'rw', change: null, why: 'it is shut in HAProxy', set: 'shut down' },
    { name: 'closed to all', way: 'rw', change: { limit: 0 }, why: 'it is shut in HAProxy', set: 'no session is allowed (maxconn 0)' },
    { name: 'full', way: 'rw', change: { sessions: 2000 }, why: 'it is full, with 2000 of 2000 sessions', set: null },
    {
      name: 'disabled',
      way: 'ro',
      change: { state: frontendState.read('PAUSED') },
      why: 'it is shut in HAProxy',
      set: 'disabled (PAUSED)',
    },
    { name: 'full', way: 'ro', change: { sessions: 2000 }, why: 'it is full, with 2000 of 2000 sessions', set: null },
  ];
  test.each(shutTable)('$way leads nowhere from a host where it is $name', ({ way, change, why, set }) => {
    const seen = ports.flatMap((port) => (port.name !== way ? [port] : change === null ? [] : [{ ...port, ...change }]));
    const status = judge(withPorts(seen));
    const { health, services } = status;
    expect(health).toBe('degraded');
    if (way === 'rw') expect([services.rw.leadsTo, services.rw.perHost['pg-a1-1']]).toEqual([null, []]);
    else expect(services.ro.perHost['pg-a1-1']).toEqual({ backend: null, servers: [], fallback: 'none' });
    expect(told(status)).toEqual([
      way === 'rw' ? `writes_lead_nowhere pg-a1-1: 5555 leads nowhere: ${why}` : `reads_lead_nowhere pg-a1-1: 5556 leads nowhere: ${why}`,
      ...(set === null ? [] : [`haproxy_set_by_hand pg-a1-1: somebody set ${way} in HAProxy: ${set}`]),
    ]);
  });

  test('a port that is no way to the databases and was shut by hand is said too', () => {
    const health = frontend('health', { state: frontendState.read('PAUSED') });
    expect(told(judge(withPorts([...ports, health])))).toEqual([
      'haproxy_set_by_hand pg-a1-1: somebody set health in HAProxy: disabled (PAUSED)',
    ]);
  });

  test('a HAProxy that tells of no ports and no addresses is no reason to warn', () => {
    const { servers } = haproxy('pg-a1-1');
    const old = { servers: servers.map((server) => ({ ...server, address: null })), frontends: [] };
    const { health, services } = judge(observations({ 'pg-a1-1': { haproxy: said(old) } }));
    expect([health, services.rw.leadsTo]).toEqual(['healthy', 'pg-a1-1']);
  });

  test.each([
    ['another address', { address: '10.9.9.9:6000' }, 'address 10.9.9.9:6000 instead of 10.10.1.1:5432'],
    ['another port', { address: '10.10.1.1:6000', byHand: 'draining' }, 'address 10.10.1.1:6000 instead of 10.10.1.1:5432, draining'],
    ['an IPv6 address', { address: '[::1]:5432' }, 'address [::1]:5432 instead of 10.10.1.1:5432'],
  ])('a server was given %s by hand', (_name, change, words) => {
    const status = judge(observations({ 'pg-a2-1': { haproxy: said(haproxy('pg-a2-1', {}, { 'rw/pg-a1-1': change })) } }));
    expect(status.health).toBe('degraded');
    expect(told(status)).toEqual([`haproxy_set_by_hand pg-a2-1: somebody set rw/pg-a1-1 in HAProxy: ${words}`]);
    expect(status.findings[0]?.remedy).toBe('`systemctl reload haproxy` on pg-a2-1 takes it back');
  });

  test('what HAProxy asks a Patroni through is judged, too', () => {
    const change = { 'look_pg-a1-1/pg-a1-1': { byHand: 'in maintenance', address: '10.10.1.2:8008' } };
    const status = judge(observations({ 'pg-a2-1': { haproxy: said(haproxy('pg-a2-1', {}, change)) } }));
    const words = 'address 10.10.1.2:8008 instead of 10.10.1.1:8008, in maintenance';
    expect(told(status)).toEqual([`haproxy_set_by_hand pg-a2-1: somebody set look_pg-a1-1/pg-a1-1 in HAProxy: ${words}`]);
  });

  test('a server that the topology does not know was added by hand', () => {
    const own = haproxy('pg-a2-1');
    const state = serverState.read('DOWN');
    const added = { ...leads, backend: 'rw', name: 'other', up: false, state, check: checkResult.read('L4CON'), address: '10.9.9.9:5432' };
    const seen = observations({ 'pg-a2-1': { haproxy: said({ ...own, servers: [...own.servers, added] }) } });
    expect(told(judge(seen))).toEqual([
      'haproxy_set_by_hand pg-a2-1: somebody set rw/other in HAProxy: a server that cluster.yaml does not have',
    ]);
  });

  test('a holder that does not answer may hold it unseen', () => {
    expect(told(judge(observations({ 'pg-a2-1': 'no answer' })))).toContain(
      'vip_unseen a2: nobody that answers holds the VIP 10.10.2.3; pg-a2-1 may, and cannot be asked',
    );
  });

  test('without a leader 5555 should lead nowhere, and only that there is none is said', () => {
    const names = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
    const gone = (name: string) => ({
      dcs: said(dcs({ leader: null })),
      ...(name === 'arb-a3' ? {} : { member: said(member()), haproxy: said(haproxy(name, { down: ['pg-a1-1'] })) }),
    });
    const status = judge(observations(Object.fromEntries([...names, 'arb-a3'].map((name) => [name, gone(name)]))));
    expect(status.services.rw.leadsTo).toBeNull();
    expect(told(status)).toEqual(['no_leader there is no leader: nobody takes writes']);
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
