import { parseTopology, showTopology } from '@tamada/core/topology';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { goodText, parsed } from './topology-text.ts';

it('marks exactly what nobody wrote', () => {
  const { yaml, defaults } = showTopology(parsed(goodText), goodText);
  expect(yaml.split('\n').filter((line) => line.endsWith('# default'))).toEqual([
    '      virtualRouterId: 51 # default',
    '      virtualRouterId: 52 # default',
    '    vip: null # default',
    '  port: 5432 # default',
    '  locale: C.UTF-8 # default',
    '  encoding: UTF8 # default',
    '  parameters: {} # default',
    '  databases: {} # default',
    '  users: {} # default',
    '  hba: [] # default',
    '  guarantee: datacenter # default',
    '  fallbackToLeader: false # default',
    '  tool: pg_probackup # default',
    '    port: 5433 # default',
    '  port: 10022 # default',
    '    full: Sun *-*-* 01:00 # default',
    '    incremental: Mon..Sat *-*-* 01:00 # default',
    '    verify: "*-*-* 04:00" # default',
    '    prove: Sun *-*-* 06:00 # default',
    '    expire: "*-*-* 05:00" # default',
    '    fulls: 2 # default',
    '    window: 7d # default',
    '  walReserve: 1GB # default',
    '  profile: default # default',
    'packages: managed # default',
    '  datacenter: geo # default',
    '  logLevel: INFO # default',
    '  port: 7443 # default',
    'allow: [] # default',
  ]);
  expect(defaults).toContain('datacenters.a1.vip.virtualRouterId');
  expect(defaults).not.toContain('datacenters.a1.vip.address');
});

it('nothing is a default in what was shown before', () => {
  const shown = showTopology(parsed(goodText), goodText).yaml;
  const again = showTopology(parsed(shown), shown);
  expect(again.defaults).toEqual(['datacenters.a3.vip']);
});

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const plain = fc.stringMatching(/^[a-z]{1,8}$/).map((name) => `x_${name}`);
const oneLine = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !text.includes('@{slot:'));
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Topologies of two to four datacentres, written in JSON, which is YAML too. */
const written = fc
  .record({
    name: label,
    places: fc.uniqueArray(label, { minLength: 2, maxLength: 4 }),
    databases: fc.integer({ min: 1, max: 3 }),
    vip: fc.constantFrom('none', 'short', 'long'),
    guarantee: perhaps(fc.constantFrom('datacenter', 'node', 'off')),
    postgres: perhaps(
      fc.record(
        {
          port: fc.integer({ min: 10_000, max: 20_000 }),
          parameters: fc.dictionary(
            plain.map((name) => name.replace('_', '.')),
            fc.oneof(oneLine, fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
          ),
          users: fc.dictionary(plain, fc.record({ options: fc.subarray(['CREATEDB', 'REPLICATION']) }, { requiredKeys: [] })),
          hba: fc.array(fc.constantFrom('local all all peer', 'hostssl "my db" all 10.0.0.0/8 scram-sha-256')),
        },
        { requiredKeys: [] },
      ),
    ),
    delay: perhaps(fc.integer({ min: 1, max: 1_000_000 })),
    packages: perhaps(fc.constantFrom('managed', 'external')),
  })
  .map(({ name, places, databases, vip, guarantee, postgres, delay, packages }) => {
    const node = (role: string, place: number, number: number): [string, object] => [
      `${role}-${place}-${number}`,
      { datacenter: places[place], address: `10.${place}.${role.length}.${number}`, role },
    ];
    const address = (place: number) => `10.${place}.200.1/16`;
    return JSON.stringify({
      name,
      datacenters: Object.fromEntries<object>(
        places.map((place, index) => [
          place,
          vip === 'none' || index > 1
            ? {}
            : { vip: vip === 'short' ? address(index) : { address: address(index), virtualRouterId: 100 + index } },
        ]),
      ),
      nodes: Object.fromEntries<object>([
        ...[0, 1].flatMap((place) => Array.from({ length: databases }, (_, number) => node('database', place, number + 1))),
        node('witness', places.length - 1, 1),
        node('backup', 0, 1),
      ]),
      ...(guarantee === undefined ? {} : { synchronous: { guarantee } }),
      ...(postgres === undefined ? {} : { postgres }),
      ...(delay === undefined ? {} : { backup: { source: 'database-0-1', delayedReplica: { delay: `${delay}s` } } }),
      ...(packages === undefined ? {} : { packages }),
      allow: ['consul-majority'],
    });
  });

it('what is shown parses to the same topology, with the same remarks', () => {
  fc.assert(
    fc.property(written, (text) => {
      const first = parseTopology(text, 'f');
      expect(first.problems.filter(({ level }) => level === 'error')).toEqual([]);
      const topology = parsed(text);
      const second = parseTopology(showTopology(topology, text).yaml, 'f');
      expect(second.topology).toEqual(topology);
      expect(second.problems.map(({ problem }) => problem).toSorted()).toEqual(first.problems.map(({ problem }) => problem).toSorted());
    }),
    { numRuns: 100 },
  );
}, 60_000);
