import { nodePrograms, packageSubstitute, rolePackages, rolePorts, rolePrograms, roleUsers, unwantedUnits } from '@tamada/core/platform';
import { expect, test } from 'vitest';
import { node, topology } from '../../../builders/cluster.ts';

test.each([
  ['database', 'debian', ['consul', 'postgresql-15', 'patroni', 'python3-consul', 'haproxy', 'keepalived']],
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
    ],
  ],
  ['witness', 'debian', ['consul']],
  ['witness', 'rhel', ['consul']],
  ['backup', 'debian', []],
] as const)('a %s on %s needs its packages', (role, platform, packages) => {
  expect(rolePackages(role, platform, 15)).toEqual(packages);
});

test('Consul may come by another way than its package, PostgreSQL may not', () => {
  expect(packageSubstitute('debian', 'consul', 15)).toBe('consul');
  expect(packageSubstitute('debian', 'postgresql-15', 15)).toBeNull();
  expect(packageSubstitute('debian', 'unheard-of', 15)).toBeNull();
});

test('each program comes after those that it needs', () => {
  expect(rolePrograms('database')).toEqual(['consul', 'postgres', 'patroni', 'haproxy', 'keepalived']);
  expect(roleUsers('database', 'debian')).toEqual(['consul', 'postgres', 'haproxy', 'root']);
});

test('only a node whose datacentre has a VIP runs keepalived', () => {
  const one = node('one', 'a1', '10.0.0.1', 'database');
  expect(nodePrograms(topology(), one)).toEqual(rolePrograms('database'));
  const without = topology({ datacenters: [{ name: 'a1', vip: null }] });
  expect(nodePrograms(without, one)).toEqual(['consul', 'postgres', 'patroni', 'haproxy']);
});

test('the units of PostgreSQL itself stay off where Patroni runs it', () => {
  expect(unwantedUnits('database', 'debian', 15)).toEqual(['postgresql.service', 'postgresql@15-main.service']);
  expect(unwantedUnits('database', 'rhel', 15)).toEqual(['postgresql-15.service']);
  expect(unwantedUnits('witness', 'debian', 15)).toEqual([]);
});

test("Consul's HTTP port is no peer's business", () => {
  expect(rolePorts('database', 5433).filter(({ peers }) => peers)).toEqual([
    { port: 8300, protocol: 'tcp', peers: true },
    { port: 8301, protocol: 'tcp', peers: true },
    { port: 8301, protocol: 'udp', peers: true },
    { port: 8008, protocol: 'tcp', peers: true },
    { port: 5433, protocol: 'tcp', peers: true },
  ]);
  expect(rolePorts('backup', 5432)).toEqual([]);
});
