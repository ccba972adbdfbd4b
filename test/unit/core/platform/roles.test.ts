import { packageSubstitute, rolePackages, rolePorts, rolePrograms, roleUsers, unwantedUnits } from '@tamada/core/platform';
import { expect, test } from 'vitest';

test.each([
  ['database', 'debian', ['consul', 'postgresql-15', 'patroni', 'python3-consul']],
  [
    'database',
    'rhel',
    ['consul', 'postgresql15', 'postgresql15-contrib', 'postgresql15-libs', 'postgresql15-server', 'patroni', 'patroni-consul'],
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

test('PostgreSQL is there before Patroni, and Consul before both', () => {
  expect(rolePrograms('database')).toEqual(['consul', 'postgres', 'patroni']);
  expect(roleUsers('database', 'debian')).toEqual(['consul', 'postgres']);
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
