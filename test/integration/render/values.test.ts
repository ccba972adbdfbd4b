import { readFileSync } from 'node:fs';
import { fillSlots, renderNode } from '@tamada/core/bundle';
import { parseTopology } from '@tamada/core/topology';
import type { Topology } from '@tamada/core/topology';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { identifier } from '../../../packages/agent/postgres/psql.ts';
import { readHbaLine } from '../../../packages/core/topology/hba/read-line.ts';
import { hbaConnections, hbaMethods } from '../../../packages/core/topology/hba/options.ts';
import { releaseOf } from '../../../packages/core/topology/parameters/bounds.ts';
import { readValue } from '../../../packages/core/topology/parameters/read-value.ts';
import type { ServerParameter } from '../../../packages/core/topology/parameters/release.ts';
import { majors } from '../../../scripts/generate/postgres-releases.ts';
import { answerFile, askServer } from '../../../scripts/generate/postgres/ask-server.ts';
import { ensureBase } from '../../../scripts/lab/base/build.ts';
import { labPaths } from '../../../scripts/lab/paths.ts';
import { stateStore } from '../../../scripts/lab/state.ts';
import { greatestText } from '../../builders/greatest.ts';
import { shippedTemplates } from '../../builders/templates.ts';
import { askPrograms } from './support/values.ts';

// Whatever `validate` lets pass, the real programs must take, and take as it was meant.
const release = releaseOf(15);
let base = '';

beforeAll(async () => {
  const paths = labPaths(process.env);
  base = (await ensureBase({ paths, state: stateStore(paths), log: () => undefined, signal: new AbortController().signal })).root;
}, 1_200_000);

const head = `\
name: geo
datacenters: { a1: {}, a2: {}, a3: {} }
nodes:
  pg-1: { datacenter: a1, address: 10.10.1.1, role: database }
  pg-2: { datacenter: a2, address: 10.10.2.1, role: database }
  arb: { datacenter: a3, address: 10.10.3.1, role: witness }
clients: [127.0.0.0/8]
`;

/** A file whose last lines are these, and which of them \`validate\` has errors in. */
function validated(
  section: string,
  lines: readonly string[],
): { readonly topology: Topology | null; readonly refused: ReadonlySet<number> } {
  const before = `${head}${section}\n`;
  const { topology, problems } = parseTopology(`${before}${lines.map((line) => `    ${line}\n`).join('')}`, 'f');
  const first = before.split('\n').length;
  const errors = problems.filter(({ level }) => level === 'error').map(({ line }) => line - first);
  return { topology, refused: new Set(errors) };
}

function accepted(section: string, lines: readonly string[]): readonly string[] {
  const { refused } = validated(section, lines);
  return lines.filter((_, index) => !refused.has(index));
}

function topologyOf(section: string, lines: readonly string[]): Topology {
  const { topology, refused } = validated(section, lines);
  if (topology === null) throw new Error(`refused after all: ${[...refused].map((index) => lines[index] ?? '').join('; ')}`);
  return topology;
}

function rendered(topology: Topology, path: string): string {
  const [node] = topology.nodes;
  if (node === undefined) throw new Error('a cluster without nodes');
  const { files } = renderNode({ topology, node, facts: null, templates: shippedTemplates() });
  return fillSlots(files.find((file) => file.path === path)?.content ?? '', (name) => name);
}

test.each(majors)('the table of PostgreSQL %i is what its server says; `npm run generate -- --ask-postgres` asks anew', async (major) => {
  const rows = (text: string): readonly string[] => text.split('\n').filter((line) => !line.startsWith('version'));
  expect(rows(await askServer(base, major))).toEqual(rows(readFileSync(answerFile(major), 'utf8')));
});

describe('parameters', () => {
  const section = 'postgres:\n  parameters:';
  /** As they may stand in a file. */
  const odd = [
    ...[
      'on',
      'off',
      'true',
      'no',
      't',
      'of',
      'ON',
      '1',
      '0',
      '-1',
      '2',
      '"1"',
      '0.5',
      '1.5',
      '100',
      '"100"',
      '"1,1"',
      '8gb',
      '8GB',
      '30sec',
      '30s',
    ],
    ...[
      '1 min',
      '1d',
      '100kB',
      '1.1GB',
      '1TB',
      '16B',
      '500us',
      '1.5ms',
      '"0640"',
      '0o640',
      '640',
      '0x10',
      '1e3',
      '"1e3"',
      '1e-7',
      '2.5e2',
      '1000000',
      '.5',
    ],
    ...[
      '2147483647',
      '2147483648',
      '99999999999',
      '""',
      '" "',
      '"16 MB "',
      '+5',
      'foo',
      `"a'b\\\\c"`,
      'ü',
      'a, b',
      '"a,,b"',
      `'"x y", z'`,
      'C.UTF-8',
      'default',
    ],
    ...['UTC', 'Europe/Berlin', 'HIGH', 'jsonlog', 'SQL, DMY', '"%m [%p] "', '~'],
  ];

  function values({ least, most, values: words = [], unit = '' }: ServerParameter): readonly string[] {
    const numbers = least === undefined || most === undefined ? [] : [least, least - 1, most, most + 1, least + 1, Math.floor(most / 2)];
    return [
      ...odd,
      ...numbers.map(String),
      ...numbers.map((number) => `${number}${unit}`),
      ...words.flatMap((word) => [word || '""', word.toUpperCase() || '""']),
    ];
  }

  const columns = Object.entries(release.parameters).map(([name, parameter]) => ({
    name,
    parameter,
    values: [...new Set(values(parameter))],
  }));

  /** Each asks real programs for some hundredths of a second: of the values that `validate` lets pass these few, other ones for each parameter. */
  const mostTried = { bool: 2, enum: 4, integer: 6, real: 6, string: 6 };

  function acceptedValues(): readonly { readonly name: string; readonly values: readonly string[] }[] {
    const rows = Array.from({ length: Math.max(...columns.map((column) => column.values.length)) }, (_, row) => row);
    const passed = rows.map(
      (row) =>
        new Set(
          accepted(
            section,
            columns.flatMap((column) => lineOf(column, row)),
          ),
        ),
    );
    return columns.map((column, index) => {
      const values = column.values.filter((_, row) => lineOf(column, row).some((line) => passed[row]?.has(line)));
      const rotated = [...values.slice(index % (values.length || 1)), ...values.slice(0, index % (values.length || 1))];
      return { name: column.name, values: rotated.slice(0, mostTried[column.parameter.type]) };
    });
  }

  function lineOf({ name, values }: { readonly name: string; readonly values: readonly string[] }, row: number): readonly string[] {
    const value = values[row];
    return value === undefined ? [] : [`${name}: ${value}`];
  }

  /** Each has one value of every parameter that has as many; what does not go together was refused together. */
  function files(): readonly { readonly path: string; readonly topology: Topology; readonly names: readonly string[] }[] {
    const tried = acceptedValues();
    return Array.from({ length: Math.max(...tried.map(({ values }) => values.length)) }, (_, row) => {
      const lines = tried.flatMap((column) => lineOf(column, row));
      const topology = topologyOf(section, accepted(section, lines));
      return { path: `/srv/${row}.yml`, topology, names: Object.keys(topology.postgres.parameters) };
    });
  }

  test('each accepted value reaches PostgreSQL through Patroni unchanged, and is read as it was meant', async () => {
    const all = files();
    const texts = new Map(all.map(({ path, topology }) => [path, rendered(topology, '/etc/patroni/config.yml')]));
    const { files: answers } = await askPrograms(base, { files: all.map(({ path, names }) => ({ path, names })) }, texts);
    expect(answers.length).toBeGreaterThan(800);
    // Preflight asks each host for these.
    const elsewhere = ({ name, value }: { readonly name: string; readonly value: unknown }): boolean =>
      name.startsWith('lc_') && !['C', 'POSIX', 'C.UTF-8'].includes(String(value));
    expect(answers.filter(({ read }) => read === undefined).filter((answer) => !elsewhere(answer))).toEqual([]);
    const misread = answers.filter(({ name, value, read = '' }) => !asMeant(name, value as string | number | boolean, read));
    expect(misread).toEqual([]);
  }, 300_000);

  function asMeant(name: string, value: string | number | boolean, read: string): boolean {
    const parameter = release.parameters[name];
    const meant = parameter === undefined ? null : readValue(parameter, value);
    if (meant === null || !('value' in meant)) return false;
    // Six digits are shown of a fraction.
    if (typeof meant.value === 'number')
      return Math.abs(Number(read) - meant.value) <= (parameter?.type === 'real' ? 1e-5 : 0) * Math.abs(meant.value);
    if (typeof meant.value === 'boolean') return read === (meant.value ? 'on' : 'off');
    // Its own default method is what `on` means.
    return read === meant.value || (name === 'wal_compression' && meant.value === 'on' && read === 'pglz');
  }

  test('what a server shows of itself is accepted, but for what is not the operator’s', async () => {
    const topology = topologyOf(section, [
      'work_mem: 16MB',
      'log_file_mode: "0640"',
      'max_connections: 200',
      'jit: off',
      'timezone: europe/berlin',
      'lc_messages: C',
    ]);
    const file = rendered(topology, '/etc/patroni/config.yml');
    const { server } = await askPrograms(base, { server: '/srv/server.yml' }, new Map([['/srv/server.yml', file]]));
    expect(server.errors).toEqual([]);
    const setting = (name: string): string | undefined => server.settings.find((row) => row.name === name)?.setting;
    expect(['work_mem', 'log_file_mode', 'max_connections', 'jit', 'timezone', 'max_wal_senders'].map(setting)).toEqual([
      '16384',
      '0640',
      '200',
      'off',
      'Europe/Berlin',
      '10',
    ]);
    const lines = server.shown.map(({ name, value }) => `${name}: ${JSON.stringify(value)}`);
    const { refused } = validated(section, lines);
    const managed = parseTopology(`${head}${section}\n${lines.map((line) => `    ${line}\n`).join('')}`, 'f').problems.filter(
      ({ problem }) => problem.endsWith('not yours to set'),
    );
    expect(refused.size).toBe(managed.length);
  }, 60_000);
});

describe('pg_hba', () => {
  const section = 'postgres:\n  hba:';
  const pick = (...words: readonly string[]) => fc.constantFrom(...words);
  const line = fc
    .tuple(
      pick(...hbaConnections, 'hosts', 'HOST', '"host"'),
      pick('all', 'a,b', 'a , b', '"my db"', 'sameuser', 'replication', '"a""b"', '@file', 'a,,b', 'ü', '"all"'),
      pick('all', '+ops', '"all"', 'app,x', '/x', 'a"b"c', '"', 'public'),
      pick(
        '10.0.0.0/8',
        '10.0.0.1/8',
        '10.0.0.1',
        '10.0.0.0 255.0.0.0',
        '10.0.0.0 255.0.255.0',
        '::1',
        '::1/128',
        'fd00::/129',
        '::ffff:1.2.3.4/128',
        'all',
        'samenet',
        'host.example',
        '.example',
        'host/8',
        '',
      ),
      pick(...hbaMethods.map(({ name }) => name), 'MD5', 'sspi', 'bsd', '', 'md5,trust'),
      fc.array(
        pick(
          'map=x',
          'clientcert=verify-full',
          'clientcert=verify-ca',
          'clientcert=1',
          'clientname=DN',
          'include_realm=0',
          'krb_realm=X',
          'pamservice=x',
          'extra',
          'bogus=1',
          'ldapserver=x',
          'ldapbasedn="dc=x, dc=y"',
          'ldapprefix=x',
          'ldapurl="ldap://x/dc=a?uid"',
          'ldapurl=http://x',
          'ldapport=0',
          'ldapport=389',
          'ldapsearchattribute=u',
          'ldapsearchfilter=(u=$username)',
          'radiusservers=10.0.0.1',
          'radiussecrets=x',
          'radiusservers=nosuch.example',
          'radiusports=x',
          '# note',
          '\\',
        ),
        { maxLength: 3 },
      ),
    )
    .map(([connection, databases, users, address, method, options]) =>
      [connection, databases, users, ...(connection === 'local' ? [] : [address]), method, ...options]
        .filter((word) => word !== '')
        .join(' '),
    );
  const examples = [
    ...[
      'host all all 10.0.0.0/8 cert',
      'host all all ::1 md5',
      'local all all trust extra',
      'host all all 0.0.0.0/0 peer',
      'host all all 10.0.0.0/8 ldap',
    ],
    'hostssl all all 10.0.0.0/8 scram-sha-256 bogus=1',
  ];

  test('PostgreSQL loads every line that is accepted, and reads the same in it; what broke a cluster is refused by both', async () => {
    const lines = [...new Set(fc.sample(line, { numRuns: 4000, seed: 7 }))];
    const good = accepted(
      section,
      lines.map((text) => `- ${JSON.stringify(text)}`),
    ).map((text) => JSON.parse(text.slice(2)) as string);
    expect(good.length).toBeGreaterThan(100);
    expect(
      accepted(
        section,
        examples.map((text) => `- ${JSON.stringify(text)}`),
      ),
    ).toEqual([]);
    const { hba } = await askPrograms(base, { hba: [...good, ...examples] });
    const loaded = hba.filter(({ line_number }) => line_number <= good.length);
    expect(loaded.filter(({ error }) => error !== null).map((row) => [good[row.line_number - 1], row.error])).toEqual([]);
    expect(loaded.map(({ type, database, user_name, auth_method }) => [type, database, user_name, auth_method])).toEqual(good.map(meant));
    expect(hba.slice(good.length).map(({ error }) => error !== null)).toEqual(examples.map(() => true));
  }, 120_000);

  /** As pg_hba_file_rules shows it. */
  function meant(text: string): readonly unknown[] {
    const fields = readHbaLine(text);
    if ('problem' in fields) return [];
    const words = fields.map((field) => field.map((word) => word.text));
    const [type] = words[0] ?? [];
    const method = words.find(([word], index) => index > 2 && hbaMethods.some(({ name }) => name === word))?.[0];
    return [type, words[1], words[2], type === 'local' && method === 'ident' ? 'peer' : method];
  }

  test('whatever its users are called, nobody else comes in from the clients, and SQL takes each name', async () => {
    const names = [
      'all',
      'sameuser',
      'samerole',
      'replication',
      'user',
      'select',
      'current_user',
      'session_user',
      'table',
      'local',
      'host',
      'true',
      'null',
      'on',
      'no',
    ];
    const topology = topologyOf(
      'postgres:\n  users:',
      names.map((name) => `"${name}": { options: [REPLICATION] }`),
    );
    const hba = (JSON.parse(JSON.stringify(rendered(topology, '/etc/patroni/config.yml').split('\n'))) as string[])
      .filter((row) => row.startsWith('    - "host all'))
      .map((row) => JSON.parse(row.slice(6)) as string);
    const sql = names.map((name) => `CREATE ROLE ${identifier(name)} LOGIN PASSWORD 'x'`);
    const { login } = await askPrograms(base, { login: { hba, sql, users: ['postgres', 'nobody', ...names] } });
    expect(login.slice(0, 2).map((words) => words.includes('no pg_hba.conf entry'))).toEqual([true, true]);
    expect(login.slice(2).filter((words) => !words.includes('no password supplied'))).toEqual([]);
  }, 60_000);
});

test('initdb takes every accepted pair of encoding and locale that the host has, and no other', async () => {
  const pairs = release.encodings.flatMap((encoding) => ['C', 'POSIX', 'C.UTF-8'].map((locale) => [encoding, locale] as const));
  const { encodings } = await askPrograms(base, { encodings: pairs });
  const ours = pairs.map(
    ([encoding, locale]) => parseTopology(`${head}postgres: { encoding: ${encoding}, locale: ${locale} }\n`, 'f').topology !== null,
  );
  expect(encodings).toEqual(ours);
}, 120_000);

test.each([1, 500])(
  'a server of the greatest topology with %i users starts, and loads its pg_hba.conf',
  async (users) => {
    const { topology } = parseTopology(greatestText(users), 'f');
    const file = topology === null ? '' : rendered(topology, '/etc/patroni/config.yml');
    const read = parse(file) as { readonly postgresql: { readonly pg_hba: readonly string[] } };
    const { server, hba } = await askPrograms(
      base,
      { server: '/srv/great.yml', hba: read.postgresql.pg_hba },
      new Map([['/srv/great.yml', file]]),
    );
    expect(server.errors).toEqual([]);
    expect(hba.filter(({ error }) => error !== null)).toEqual([]);
    expect(hba.length).toBe(read.postgresql.pg_hba.length);
  },
  120_000,
);
