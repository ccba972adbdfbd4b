import { checkConfigSchema, renderNode } from '@tamada/core/bundle';
import type { Bundle } from '@tamada/core/bundle';
import type { Facts } from '@tamada/core/facts';
import { timingOf } from '@tamada/core/timing';
import type { Topology } from '@tamada/core/topology';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../packages/check/config.ts';
import { node, topology } from '../../../builders/cluster.ts';
import { shippedTemplates } from '../../../builders/templates.ts';

const templates = shippedTemplates();

function bundleOf(name: string, cluster: Topology = topology(), facts: Facts | null = null): Bundle {
  const found = cluster.nodes.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no node ${name}`);
  return renderNode({ topology: cluster, node: found, facts, templates });
}

function fileOf(bundle: Bundle, path: string): string {
  const file = bundle.files.find((entry) => entry.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.content;
}

/** Lines of one section of haproxy.cfg, or of one block of keepalived.conf, without indentation. */
function section(text: string, heading: string): readonly string[] {
  const [, rest = ''] = text.split(`\n${heading}\n`);
  const [body = ''] = rest.split(/\n(?=\S)/);
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function haproxy(name: string, cluster?: Topology): string {
  return fileOf(bundleOf(name, cluster), '/etc/haproxy/haproxy.cfg');
}

function keepalived(name: string, cluster?: Topology, facts: Facts | null = null): string {
  return fileOf(bundleOf(name, cluster, facts), '/etc/keepalived/keepalived.conf');
}

function servers(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith('server '));
}

describe('5555', () => {
  test('cuts the sessions of a server that leads no more, and refuses to choose between two', () => {
    const rw = section(haproxy('pg-a1-1'), 'listen rw');
    expect(rw).toContain('http-check send meth OPTIONS uri /primary');
    expect(rw.find((line) => line.startsWith('default-server'))).toMatch(/ on-marked-down shutdown-sessions$/);
    expect(rw).toContain('tcp-request connection reject if { nbsrv(rw) gt 1 }');
  });

  test('leads to the neighbour in the datacentre only after the VIP had time to go there', () => {
    expect(servers(section(haproxy('pg-a1-2'), 'listen rw')).map((line) => line.replace(/ addr \S+/, ''))).toEqual([
      `server pg-a1-1 10.10.1.1:5432 rise ${String(timingOf('default', 4).haproxy.neighbourRise)}`,
      'server pg-a1-2 10.10.1.2:5432',
      'server pg-a2-1 10.10.2.1:5432',
      'server pg-a2-2 10.10.2.2:5432',
    ]);
  });
});

test('in a datacentre without a VIP nothing moves, and no neighbour has to wait', () => {
  const config = haproxy('pg-a1-2', topology({ datacenters: [{ name: 'a1', vip: null }] }));
  expect(servers(section(config, 'listen rw')).filter((line) => line.includes('rise'))).toEqual([]);
});

describe('what is asked of Patroni', () => {
  const databases = topology().nodes.filter(({ role }) => role === 'database');
  const config = haproxy('pg-a1-2');
  const looks = databases.map(({ name, address }) => ({ name, address, lines: section(config, `listen look_${name}`) }));

  test.each(looks)('$name is asked through one place, one request at a time', ({ name, address, lines }) => {
    const tls = `ssl ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.2 verify required verifyhost ${name} ca-file /etc/tamada/tls/authority.crt`;
    expect(servers(lines)).toEqual([expect.stringMatching(`^server ${name} ${address}:8008 ${tls} maxconn 1 `)]);
    expect(lines).toContain(`bind unix@/run/haproxy/look-${name}.sock user haproxy mode 600`);
  });

  test('nothing goes to a Patroni another way', () => {
    expect(config.split('\n').filter((line) => line.includes(':8008'))).toHaveLength(databases.length);
    const checks = ['listen rw', 'backend ro_async', 'backend ro_any'].flatMap((name) => servers(section(config, name)));
    expect(checks.map((line) => / addr unix@\/run\/haproxy\/look-(\S+)\.sock/.exec(line)?.[1] === line.split(' ')[1])).toEqual(
      checks.map(() => true),
    );
    expect(section(config, 'frontend leader')).toContain('default_backend look_pg-a1-2');
  });

  test('no check is quicker while a server is in doubt', () => {
    expect(config).not.toMatch(/fastinter|downinter/);
  });
});

test('clients cannot use up what tamada-check needs', () => {
  const config = haproxy('pg-a1-1');
  const limit = (lines: readonly string[]): number => Number(lines.find((line) => line.startsWith('maxconn '))?.split(' ')[1]);
  const [rw, ro, all] = ['listen rw', 'frontend ro', 'global'].map((name) => limit(section(`\n${config}`, name)));
  expect((rw ?? 0) + (ro ?? 0)).toBeLessThan(all ?? 0);
});

describe('5556', () => {
  const config = haproxy('pg-a2-1');

  test('prefers asynchronous replicas of the own datacentre, and asks none of them twice', () => {
    expect(section(config, 'frontend ro').filter((line) => line.includes('backend'))).toEqual([
      'use_backend ro_local if { nbsrv(ro_local) gt 0 }',
      'use_backend ro_async if { nbsrv(ro_async) gt 0 }',
      'default_backend ro_any',
    ]);
    expect(servers(section(config, 'backend ro_local'))).toEqual([
      'server pg-a2-1 10.10.2.1:5432 track ro_async/pg-a2-1',
      'server pg-a2-2 10.10.2.2:5432 track ro_async/pg-a2-2',
    ]);
  });

  test('cuts no session of a replica', () => {
    expect(config.match(/shutdown-sessions/g)).toHaveLength(1);
  });

  test('leads to the leader only where the topology says so', () => {
    expect(config).not.toContain('ro_leader');
    const willing = haproxy('pg-a2-1', topology({ readOnly: { fallbackToLeader: true } }));
    expect(section(willing, 'frontend ro').slice(-2)).toEqual([
      'use_backend ro_any if { nbsrv(ro_any) gt 0 }',
      'default_backend ro_leader',
    ]);
    expect(servers(section(willing, 'backend ro_leader'))[0]).toBe('server pg-a1-1 10.10.1.1:5432 track rw/pg-a1-1');
  });
});

test.each([
  [[], ''],
  [['10.0.0.0/8', '192.0.2.0/24'], ' 10.0.0.0/8 192.0.2.0/24'],
])('clients %j come in beside the cluster itself, at both ports', (clients, written) => {
  const cluster = topology({ clients, nodes: [node('one', 'a1', '10.10.1.1', 'database'), node('two', 'a1', '10.10.1.2', 'database')] });
  const config = haproxy('one', cluster);
  const list = `acl allowed src 127.0.0.0/8 10.10.1.1 10.10.1.2 10.10.1.3 10.10.2.3${written}`;
  for (const name of ['listen rw', 'frontend ro']) {
    expect(section(config, name)).toEqual(expect.arrayContaining([list, 'tcp-request connection reject unless allowed']));
  }
});

test.each([
  ['pg-a1-1', 100, 51, ['10.10.1.2'], '10.10.1.3/24', 'keepalived_a1'],
  ['pg-a1-2', 99, 51, ['10.10.1.1'], '10.10.1.3/24', 'keepalived_a1'],
  ['pg-a2-1', 100, 52, ['10.10.2.2'], '10.10.2.3/24', 'keepalived_a2'],
])('%s keeps the VIP of its datacentre', (name, priority, routerId, peers, vip, secret) => {
  const text = keepalived(name).replaceAll(/\s+/g, ' ');
  expect(text).toContain(`state BACKUP interface eth0 virtual_router_id ${String(routerId)} priority ${String(priority)} advert_int 1`);
  expect(text).toContain(`unicast_peer { ${peers.join(' ')} }`);
  expect(text).toContain(`virtual_ipaddress { ${vip} }`);
  expect(text).toContain(`auth_pass @{slot:raw:${secret}}`);
  expect(text).not.toContain('nopreempt');
  expect(text).toMatch(/track_script \{ leader holder drained haproxy \}/);
});

test('the interface is the one that the agent reports', () => {
  const facts: Facts = {
    platform: 'debian',
    osName: 'Debian GNU/Linux',
    osVersion: '12',
    arch: 'x64',
    hostname: 'x',
    interface: { name: 'bond0.7', address: '10.10.1.1', prefixLength: 24 },
    programs: [],
    cpus: 2,
    memoryBytes: 1,
  };
  expect(keepalived('pg-a1-1', topology(), facts)).toContain('  interface bond0.7\n');
});

test('a host that is alone has nobody to send adverts to', () => {
  const cluster = topology({ nodes: [node('one', 'a1', '10.10.1.1', 'database')] });
  expect(keepalived('one', cluster)).not.toContain('unicast_peer');
});

test('without a VIP there is no keepalived, and one that was there stops', () => {
  const bundle = bundleOf('pg-a1-1', topology({ datacenters: [{ name: 'a1', vip: null }] }));
  const parts = [...bundle.files, ...bundle.directories];
  expect(parts.filter(({ program }) => program === 'keepalived')).toEqual([]);
  expect(bundle.units.find(({ name }) => name === 'keepalived.service')).toMatchObject({ running: false, enabled: false });
  expect(bundle.units.find(({ name }) => name === 'haproxy.service')).toMatchObject({ running: true, enabled: true });
});

test('tamada-check reads its configuration as it is meant', () => {
  const text = fileOf(bundleOf('pg-a1-1'), '/etc/tamada/check.json');
  expect(parseConfig(text)).toEqual(checkConfigSchema.parse(JSON.parse(text)));
  expect(parseConfig(text)).toMatchObject({
    leader: { port: 5559, method: 'OPTIONS', path: '/primary', holdMs: 14_000 },
    haproxy: { port: 5557, method: 'GET', path: '/health', holdMs: 4000 },
  });
});
