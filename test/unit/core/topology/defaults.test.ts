import { describe, expect, it } from 'vitest';
import { edited, parsed, type Edit } from './topology-text.ts';

/** As short as a topology can be. */
const shortest = `
name: geo
datacenters: { a1: , a2: { vip: 10.10.2.3/24 }, a3: }
nodes:
  one: { datacenter: a1, address: 10.10.1.1, role: database }
  two: { datacenter: a2, address: 10.10.2.1, role: database }
  three: { datacenter: a3, address: 10.10.3.1, role: witness }
`;

const filled = {
  name: 'geo',
  datacenters: [
    { name: 'a1', vip: null },
    { name: 'a2', vip: { address: '10.10.2.3', prefixLength: 24, virtualRouterId: 52 } },
    { name: 'a3', vip: null },
  ],
  nodes: [
    { name: 'one', datacenter: 'a1', address: '10.10.1.1', role: 'database' },
    { name: 'two', datacenter: 'a2', address: '10.10.2.1', role: 'database' },
    { name: 'three', datacenter: 'a3', address: '10.10.3.1', role: 'witness' },
  ],
  postgres: { version: 15, port: 5432, locale: 'C.UTF-8', encoding: 'UTF8', parameters: {}, databases: [], users: [], hba: [] },
  synchronous: { guarantee: 'datacenter' },
  clients: [],
  readOnly: { fallbackToLeader: false },
  failover: { profile: 'default' },
  packages: 'managed',
  consul: { datacenter: 'geo', logLevel: 'INFO' },
  agent: { port: 7443 },
  backup: null,
  allow: [],
};

it('everything but names, places and addresses has a default', () => {
  expect(parsed(shortest)).toEqual(filled);
});

it('a section whose keys are all commented out is one that was left out', () => {
  const sections = ['postgres', 'synchronous', 'clients', 'readOnly', 'backup', 'failover', 'packages', 'consul', 'agent', 'allow'];
  expect(parsed(`${shortest}${sections.map((section) => `${section}:\n  # nothing yet\n`).join('')}`)).toEqual(filled);
});

describe('what is written', () => {
  const written: readonly (readonly [what: string, edit: Edit, expected: object])[] = [
    [
      'VIP in the long form',
      ['10.10.1.3/24', '{ address: 10.10.1.3/16 }'],
      { datacenters: [{ name: 'a1', vip: { address: '10.10.1.3', prefixLength: 16, virtualRouterId: 51 } }, {}, {}] },
    ],
    [
      'virtual router id',
      ['10.10.1.3/24', '{ address: 10.10.1.3/24, virtualRouterId: 7 }'],
      { datacenters: [{ vip: { virtualRouterId: 7 } }, { vip: { virtualRouterId: 52 } }, {}] },
    ],
    ['fallback to the leader', ['clients:', 'readOnly: { fallbackToLeader: true }\nclients:'], { readOnly: { fallbackToLeader: true } }],
    ['delay in hours', ['delay: 1d', 'delay: 36h'], { backup: { source: 'pg-a1-2', delayedReplica: { delaySeconds: 129_600 } } }],
    [
      'the tool with the port of its server',
      ['source: pg-a1-2', 'tool: pgbackrest, schedule: { full: never, prove: daily }, walReserve: 20GB, source: pg-a1-2'],
      {
        backup: {
          tool: 'pgbackrest',
          port: 8432,
          schedule: { full: null, prove: 'daily', incremental: 'Mon..Sat *-*-* 01:00' },
          walReserveBytes: 20 * 2 ** 30,
        },
      },
    ],
    ['backups without a delayed replica', [', delayedReplica: { delay: 1d }', ''], { backup: { source: 'pg-a1-2', delayedReplica: null } }],
    [
      'guarantee off, which YAML 1.1 would take for false',
      ['postgres:', 'synchronous: { guarantee: off }\npostgres:'],
      { synchronous: { guarantee: 'off' } },
    ],
    [
      'users and databases',
      ['version: 15', 'users: { app: { options: [CREATEDB] }, x: }\n  databases: { app: { owner: app }, y: }'],
      {
        postgres: {
          users: [
            { name: 'app', options: ['CREATEDB'] },
            { name: 'x', options: [] },
          ],
          databases: [
            { name: 'app', owner: 'app' },
            { name: 'y', owner: null },
          ],
        },
      },
    ],
    [
      'parameters keep their types',
      ['version: 15', 'parameters: { max_connections: 200, jit: false, work_mem: "160" }'],
      { postgres: { parameters: { max_connections: 200, jit: false, work_mem: '160' } } },
    ],
    ['packages', ['postgres:', 'packages: external\npostgres:'], { packages: 'external' }],
    [
      'consul',
      ['postgres:', 'consul: { datacenter: dc1, logLevel: WARN }\npostgres:'],
      { consul: { datacenter: 'dc1', logLevel: 'WARN' } },
    ],
  ];
  it.each(written)('%s', (_what, edit, expected) => {
    expect(parsed(edited(edit))).toMatchObject(expected);
  });
});
