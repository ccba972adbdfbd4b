import { nodePrograms, packageSubstitute, rolePackages, rolePorts, rolePrograms, roleUsers, unwantedUnits } from '@tamada/core/platform';
import { expect, test } from 'vitest';
import { backups, node, topology } from '../../../builders/cluster.ts';

test.each([
  [
    'database',
    'debian',
    [
      'consul',
      'postgresql-15',
      'patroni',
      'python3-consul',
      'haproxy',
      'keepalived',
      'pgbackrest',
      'pg-probackup-15',
      'openssh-server',
      'openssh-client',
    ],
  ],
  [
    'database',
    'rhel',
    [
      'consul',
      'postgresql15',
      'postgresql15-contrib',
      'postgresql15-libs',
      'postgresql15-server',
      'patroni',
      'patroni-consul',
      'haproxy',
      'keepalived',
      'pgbackrest',
      'pg_probackup-15',
      'openssh-server',
      'openssh-clients',
    ],
  ],
  ['witness', 'debian', ['consul']],
  ['witness', 'rhel', ['consul']],
  ['backup', 'debian', ['pgbackrest', 'pg-probackup-15', 'openssh-server', 'openssh-client', 'postgresql-15']],
] as const)('a %s on %s may have its packages', (role, platform, packages) => {
  expect(rolePackages(role, platform, 15)).toEqual(packages);
});

test('Consul may come by another way than its package, PostgreSQL may not', () => {
  expect(packageSubstitute('debian', 'consul', 15)).toBe('consul');
  expect(packageSubstitute('debian', 'postgresql-15', 15)).toBeNull();
  expect(packageSubstitute('debian', 'unheard-of', 15)).toBeNull();
});

test('each program comes after those that it needs', () => {
  expect(rolePrograms('database')).toEqual([
    'consul',
    'postgres',
    'patroni',
    'haproxy',
    'keepalived',
    'pgbackrest',
    'pg_probackup',
    'sshd',
  ]);
  expect(roleUsers('database', 'debian')).toEqual(['consul', 'postgres', 'haproxy', 'root']);
});

test('only a node whose datacentre has a VIP runs keepalived', () => {
  const one = node('one', 'a1', '10.0.0.1', 'database');
  expect(nodePrograms(topology(), one)).toEqual(['consul', 'postgres', 'patroni', 'haproxy', 'keepalived']);
  const without = topology({ datacenters: [{ name: 'a1', vip: null }] });
  expect(nodePrograms(without, one)).toEqual(['consul', 'postgres', 'patroni', 'haproxy']);
});

test.each([
  ['none', null, [], []],
  ['pgbackrest', backups(), ['pgbackrest'], ['pgbackrest', 'delayed']],
  ['pg_probackup', backups({ tool: 'pg_probackup' }), ['pg_probackup', 'sshd'], ['pg_probackup', 'sshd', 'delayed']],
  ['no delayed replica', backups({ delayedReplica: null }), ['pgbackrest'], ['pgbackrest']],
] as const)('of the backup tools a node runs the chosen one: %s', (_what, backup, onDatabase, onHost) => {
  const programs = (role: 'database' | 'backup') =>
    nodePrograms(topology({ backup, datacenters: [] }), node('one', 'a1', '10.0.0.1', role));
  expect(programs('database')).toEqual(['consul', 'postgres', 'patroni', 'haproxy', ...onDatabase]);
  expect(programs('backup')).toEqual(onHost);
});

test('the units of PostgreSQL itself stay off where Patroni runs it', () => {
  const names = (role: 'database' | 'backup', platform: 'debian' | 'rhel') => unwantedUnits(role, platform, 15).map(({ name }) => name);
  expect(names('database', 'debian')).toEqual(['postgresql.service', 'postgresql@15-main.service', 'pgbackrest.service']);
  expect(names('database', 'rhel')).toEqual(['postgresql-15.service', 'pgbackrest.service']);
  expect(names('backup', 'debian')).toEqual(['pgbackrest.service', 'postgresql.service', 'postgresql@15-main.service']);
  expect(unwantedUnits('witness', 'debian', 15)).toEqual([]);
});

test("Consul's HTTP port is no peer's business", () => {
  expect(rolePorts('database', { postgres: 5433, backup: 8432, delayed: 5434 }).filter(({ peers }) => peers)).toEqual([
    { port: 8300, protocol: 'tcp', peers: true },
    { port: 8301, protocol: 'tcp', peers: true },
    { port: 8301, protocol: 'udp', peers: true },
    { port: 8008, protocol: 'tcp', peers: true },
    { port: 5433, protocol: 'tcp', peers: true },
    { port: 8432, protocol: 'tcp', peers: true },
  ]);
  expect(rolePorts('backup', { postgres: 5432, backup: null, delayed: null })).toEqual([]);
  expect(rolePorts('backup', { postgres: 5432, backup: 8432, delayed: 5434 }).map(({ port }) => port)).toEqual([8432, 5434]);
});
