import { parseTopology } from '@tamada/core/topology';
import { describe, expect, it, test } from 'vitest';
import { edited, problemsOf, type Edit } from './topology-text.ts';

const label = 'is not a DNS label: small letters, digits and hyphens, at most 63, a letter first, no hyphen last';

const shapes: readonly (readonly [what: string, edit: Edit, expected: string])[] = [
  ['unknown key at the top', ['clients:', 'client:'], '15:1: error: `client` is not a key of a topology; did you mean `clients`?'],
  ['unknown key of a datacentre', ['a3: {}', 'a3: { vpi: x }'], '5:9: error: `vpi` is not a key in datacenters.a3; did you mean `vip`?'],
  [
    'misspelt required key',
    ['pg-a1-1: { datacenter:', 'pg-a1-1: { datacentre:'],
    '7:14: error: `datacentre` is not a key in nodes.pg-a1-1; did you mean `datacenter`?',
  ],
  [
    'unknown key unlike any',
    ['version: 15', 'colour: red'],
    '14:3: error: `colour` is not a key in postgres; keys: version, port, locale, encoding, parameters, databases, users, hba',
  ],
  ['missing key', [', role: witness', ''], '11:3: error: `role` is missing in nodes.arb-a3'],
  ['missing name', ['name: geo\n', ''], '1:1: error: `name` is missing; for example `geo`'],
  ['empty name', ['name: geo', 'name:'], '1:6: error: `name` must be text, not nothing; for example `geo`'],
  ['cluster name', ['name: geo', 'name: Geo'], `1:7: error: \`Geo\` ${label}; for example \`geo\``],
  ['long cluster name', ['name: geo', `name: ${'g'.repeat(64)}`], `1:7: error: \`${'g'.repeat(64)}\` ${label}; for example \`geo\``],
  ['node name', ['arb-a3:', 'Arb_A3:'], `11:3: error: \`Arb_A3\` ${label}; did you mean \`arb-a3\`?`],
  ['node name without a near one', ['arb-a3:', '../etc:'], `11:3: error: \`../etc\` ${label}`],
  [
    'a node that objects drop',
    ['arb-a3:', '__proto__:'],
    '11:3: error: `__proto__` cannot be a name; programs that read JSON lose it: choose another',
  ],
  [
    'a datacentre that objects drop',
    ['  a3: {}', '  a3: {}\n  __proto__: {}'],
    '6:3: error: `__proto__` cannot be a name; programs that read JSON lose it: choose another',
  ],
  [
    'a database that objects drop',
    ['  version: 15', '  databases: { __proto__: {} }'],
    '14:16: error: `__proto__` cannot be a name; programs that read JSON lose it: choose another',
  ],
  ['role', ['role: witness', 'role: wittness'], '11:55: error: `wittness` is not a valid `role`; did you mean `witness`?'],
  ['role unlike any', ['role: witness', 'role: x'], '11:55: error: `x` is not a valid `role`; values: database, witness, backup'],
  ['address out of range', ['10.10.3.1,', '10.10.3.256,'], '11:38: error: `10.10.3.256` is not an IPv4 address; for example `10.10.1.1`'],
  ['IPv6 address', ['10.10.3.1,', '"fd00::1",'], '11:38: error: `fd00::1` is not an IPv4 address; for example `10.10.1.1`'],
  ['address of another type', ['10.10.3.1,', '10.1,'], '11:38: error: `address` must be text, not a number; for example `10.10.1.1`'],
  [
    'VIP without prefix length',
    ['10.10.2.3/24', '10.10.2.3'],
    '4:14: error: `10.10.2.3` is not an IPv4 address with a prefix length; for example `10.10.1.3/24`',
  ],
  [
    'VIP of another type',
    ['10.10.2.3/24', '[10.10.2.3/24]'],
    '4:14: error: `vip` must be text or a map, not a list; for example `10.10.1.3/24`',
  ],
  [
    'virtual router id',
    ['10.10.2.3/24', '{ address: 10.10.2.3/24, virtualRouterId: 256 }'],
    '4:56: error: `virtualRouterId` cannot be 256; a whole number from 1 to 255',
  ],
  [
    'node that is not a map',
    ['arb-a3: { datacenter: a3, address: 10.10.3.1, role: witness }', 'arb-a3: 10.10.3.1'],
    '11:11: error: `arb-a3` must be a map, not text',
  ],
  ['list for a map', ['version: 15', 'users: [app]'], '14:10: error: `users` must be a map, not a list; for example `{ app: {} }`'],
  ['text for a list', ['[10.0.0.0/8]', '10.0.0.0/8'], '15:10: error: `clients` must be a list, not text; write `[10.0.0.0/8]`'],
  ['entry of a list', ['[10.0.0.0/8]', '[10.0.0.0/8, all]'], '15:23: error: `all` is not an IPv4 address with a prefix length'],
  ['version', ['version: 15', 'version: 16'], '14:12: error: `16` is not a valid `version`; values: 15'],
  ['number in quotes', ['version: 15', 'port: "5432"'], '14:9: error: `port` must be a number, not text; write `5432` without quotes'],
  ['port out of range', ['version: 15', 'port: 80'], '14:9: error: `port` cannot be 80; a whole number from 1024 to 65535'],
  ['fraction', ['version: 15', 'port: 5432.5'], '14:9: error: `port` must be a whole number, not a number'],
  [
    'duration',
    ['delay: 1d', 'delay: one day'],
    '16:53: error: `one day` is not a duration: a whole number with s, m, h or d; for example `1d`',
  ],
  [
    'user name',
    ['version: 15', 'users: { My-App: {} }'],
    '14:12: error: `My-App` is not a plain SQL name: small letters, digits and underscores, at most 63, no digit first; did you mean `my_app`?',
  ],
  [
    'user option',
    ['version: 15', 'users: { app: { options: [CREATEDATABASE, SUPERUSER] } }'],
    '14:45: error: `SUPERUSER` is not a valid `options`; values: CREATEDB, CREATEROLE, REPLICATION',
  ],
  [
    'parameter value',
    ['version: 15', 'parameters: { work_mem: [1] }'],
    '14:27: error: `work_mem` must be text, a number or true or false, not a list',
  ],
  [
    'line break in an hba line',
    ['version: 15', 'hba: ["local all all peer\\nhost all all all trust"]'],
    '14:9: error: `"local all all peer\\nhost all all all trust"` holds a line break or another control character',
  ],
  [
    'mark of a secret',
    ['version: 15', 'parameters: { my.x: "@{slot:raw:patroni_rest}" }'],
    '14:23: error: `"@{slot:raw:patroni_rest}"` holds `@{slot:`, which marks the place of a secret',
  ],
  [
    'leading zero',
    ['version: 15', 'parameters: { log_file_mode: 0640, unix_socket_permissions: "0770" }'],
    '14:32: error: `0640` has a leading zero, which YAML drops; put it in quotes, `"0640"`; or write `640` for the number',
  ],
  ['locale for a shell', ['version: 15', 'locale: "C.UTF-8 --x"'], '14:11: error: `C.UTF-8 --x` is not the name of a locale'],
  ['empty locale', ['version: 15', 'locale: ""'], '14:11: error: `locale` is empty'],
];

describe('values of the wrong shape', () => {
  it.each(shapes)('%s', (_what, edit, expected) => {
    expect(problemsOf(edited(edit))).toContain(expected);
    expect(parseTopology(edited(edit), 'f').topology).toBeNull();
  });
});

test('a name that every object has is looked up in no object', () => {
  const odd = ['name: constructor', 'version: 15', 'databases: { constructor: { owner: constructor } }', 'parameters: { constructor: 1 }'];
  const text = edited(
    ['name: geo', odd[0]!],
    [
      '  version: 15',
      odd
        .slice(1)
        .map((line) => `  ${line}`)
        .join('\n'),
    ],
    ['arb-a3', 'constructor'],
  );
  expect(problemsOf(text).filter((problem) => problem.includes('native code'))).toEqual([]);
});

const notations: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['empty file', '', ['1:1: error: the file is empty; `tamada init` writes one to begin with']],
  ['only a comment', '# later\n', ['1:1: error: the file is empty; `tamada init` writes one to begin with']],
  ['a list', '- geo\n', ['1:1: error: the topology must be a map, not a list']],
  ['tab', 'name: geo\nnodes:\n\ta: 1\n', ['3:1: error: Tabs are not allowed as indentation; indent with spaces']],
  ['open quote', 'name: "geo\n', ['2:1: error: Missing closing "quote; close the quote, bracket or brace']],
  [
    'two documents',
    'name: geo\n---\nname: geo\n',
    ['2:1: error: Source contains multiple documents; please use YAML.parseAllDocuments(); remove the `---`: the topology is one document'],
  ],
  ['alias without anchor', 'name: *geo\n', ['1:7: error: the alias *geo has no anchor; put the text in quotes, or set `&geo` before it']],
];

describe('what is not YAML', () => {
  it.each(notations)('%s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('a key that is written twice, with the first place', () => {
    const twice = edited(['pg-a1-2:', 'pg-a1-1:'], ['source: pg-a1-2', 'source: pg-a1-1']);
    expect(problemsOf(twice)).toContain('8:3: error: `pg-a1-1` is written twice, first in line 7; keep one of them');
  });

  it('aliases that blow up are refused, not followed', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 0; level < 8; level++)
      bomb.push(
        `k${level}: &k${level} [${Array(10)
          .fill(level === 0 ? '*a' : `*k${level - 1}`)
          .join(', ')}]`,
      );
    expect(problemsOf(bomb.join('\n'))).toEqual([expect.stringContaining('Excessive alias count')]);
  });
});

describe('all at once', () => {
  it('mistakes of shape and of rules in one run, in the order of the file', () => {
    const text = edited(
      ['a2: { vip: 10.10.2.3/24 }', 'a2: { vip: 10.10.9.3/24 }'],
      ['10.10.1.2, role: database', '10.10.1.1, role: database'],
      ['version: 15', 'colour: red\n  users: { postgres: {} }'],
      ['[10.0.0.0/8]', '[10.0.0.1/8]'],
      ['source: pg-a1-2', 'source: pg-a1-3'],
    );
    expect(problemsOf(text).map((line) => line.split('; ')[0])).toEqual([
      '4:14: error: the VIP 10.10.9.3/24 is in another network than pg-a2-1, 10.10.2.1',
      '8:39: error: pg-a1-2 has the address of pg-a1-1, 10.10.1.1',
      '14:3: error: `colour` is not a key in postgres',
      '15:12: error: the user name postgres is one that tamada itself uses',
      '16:11: error: 10.0.0.1/8 is an address in a network, not a network',
      '17:19: error: pg-a1-3 is not a node',
    ]);
  });

  it('a node that cannot be read brings no complaints about what is missing without it', () => {
    const text = edited(['address: 10.10.3.1, role: witness', 'address: 10.10.3.400, role: witnes'], ['10.10.2.2', '10.10.2.1']);
    expect(problemsOf(text).map((line) => line.split('; ')[0])).toEqual([
      '10:39: error: pg-a2-2 has the address of pg-a2-1, 10.10.2.1',
      '11:38: error: `10.10.3.400` is not an IPv4 address',
      '11:57: error: `witnes` is not a valid `role`',
    ]);
  });

  it.each([
    '3',
    'geo',
    '[1, [2]]',
    '{ a: { b: 1 } }',
    '{ __proto__: { x: 1 }, toString: 1, nodes: { constructor: 1 } }',
    '{ nodes: 1, datacenters: [], allow: [1, 2], postgres: { hba: [[]], users: { x: [] } } }',
  ])('ends for any shape: %s', (text) => {
    const { topology, problems } = parseTopology(text, 'f');
    expect(topology).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });
});
