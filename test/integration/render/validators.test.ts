import { bundleDigest, fillSlots, renderNode } from '@tamada/core/bundle';
import type { Bundle } from '@tamada/core/bundle';
import type { Platform } from '@tamada/core/facts';
import { fileTable } from '@tamada/core/platform';
import type { FileRule } from '@tamada/core/platform';
import type { Node } from '@tamada/core/topology';
import { databaseNodes, parseTopology } from '@tamada/core/topology';
import { createAuthority } from '@tamada/wire';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ensureBase } from '../../../scripts/lab/base/build.ts';
import { labPaths } from '../../../scripts/lab/paths.ts';
import { stateStore } from '../../../scripts/lab/state.ts';
import { topology } from '../../builders/cluster.ts';
import { greatestText } from '../../builders/greatest.ts';
import { shippedTemplates } from '../../builders/templates.ts';
import { hostTree } from './support/host-tree.ts';
import type { HostTree, Outcome } from './support/host-tree.ts';

// The programs of the hosts, without a host: nothing runs, so Consul is not reachable and no port is in use.
const templates = shippedTemplates();
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

const secrets = new Map([
  ['consul_gossip', 'cg8StVXbQJ0gPvMd9o7yrg=='],
  ['consul_token_agent', '6ad4d6e6-8a4f-4d0e-8c4e-6f7f7c1d3a02'],
]);

function secret(name: string): string {
  if (name.startsWith('keepalived_')) return 'Geo12345';
  if (name === 'node.drained') return 'true';
  return secrets.get(name) ?? `${name} ${printable}`;
}

function bundleOf(node: Node, platform: Platform, changed: ReadonlyMap<string, string> = new Map()): Bundle {
  const cluster = topology({ clients: ['10.0.0.0/8'], postgres: { ...topology().postgres, users: [{ name: 'app', options: [] }] } });
  return renderNode({ topology: cluster, node, facts: null, platform, templates: new Map([...templates, ...changed]) });
}

function ruleOf(node: Node, platform: Platform, path: string): FileRule {
  const rule = fileTable(node.role, platform, 15).find((entry) => entry.path === path);
  if (rule === undefined) throw new Error(`no rule for ${path}`);
  return rule;
}

let base = '';
let authority = '';
let tree: HostTree | null = null;

beforeAll(async () => {
  authority = (await createAuthority('geo', Date.now())).certificate;
  const paths = labPaths(process.env);
  base = (await ensureBase({ paths, state: stateStore(paths), log: () => undefined, signal: new AbortController().signal })).root;
}, 1_200_000);

async function host(): Promise<HostTree> {
  tree ??= await hostTree(base);
  return tree;
}

beforeEach(dropTree);
afterAll(dropTree);

async function dropTree(): Promise<void> {
  await tree?.remove();
  tree = null;
}

async function put(bundle: Bundle): Promise<void> {
  const { write } = await host();
  for (const file of bundle.files) await write(file.path, fillSlots(file.content, secret), file.mode);
  // Every host has it since it was enrolled.
  await write('/etc/tamada/tls/authority.crt', authority);
  await write('/opt/tamada/current/bin/tamada-check', '#!/bin/sh\n', 0o755);
}

/** As the agent asks: argv of the table. Lines that are tolerated before the first start are left out. */
async function ask(rule: FileRule): Promise<Outcome> {
  const { validator } = rule;
  if (validator === null) throw new Error(`${rule.path} has no validator`);
  const { code, lines } = await (await host()).run(validator.argv.map((word) => word.replaceAll('{path}', rule.path)));
  const tolerated = validator.tolerated
    .filter(({ when }) => when === 'dcs_stopped' || when === 'users_due')
    .map(({ line }) => new RegExp(line));
  const complaints = code === 0 ? [] : lines.filter((line) => !tolerated.some((pattern) => pattern.test(line)));
  return { code: complaints.length === 0 && lines.length > 0 ? 0 : code, lines: complaints };
}

async function complaintsOf(node: Node, bundle: Bundle, platform: Platform): Promise<readonly string[]> {
  await put(bundle);
  const rules = bundle.files.map(({ path }) => ruleOf(node, platform, path)).filter(({ validator }) => validator !== null);
  const complaints: string[] = [];
  for (const rule of rules) {
    const { code, lines } = await ask(rule);
    if (code !== 0) complaints.push(rule.path, ...lines);
  }
  return complaints;
}

const nodes = topology().nodes.map((node) => ({ name: node.name, node }));

test.each(nodes)('every file of $name is accepted by its program', async ({ node }) => {
  expect(await complaintsOf(node, bundleOf(node, 'debian'), 'debian')).toEqual([]);
});

const [first] = topology().nodes;
if (first === undefined) throw new Error('a cluster without nodes');

test("Patroni accepts RHEL's configuration, where PostgreSQL stands as there", async () => {
  await put(bundleOf(first, 'rhel'));
  expect((await (await host()).run(['ln', '--symbolic', '/usr/lib/postgresql/15', '/usr/pgsql-15'])).code).toBe(0);
  expect(await ask(ruleOf(first, 'rhel', '/etc/patroni/patroni.yml'))).toMatchObject({ code: 0, lines: [] });
});

test.each(['patroni', 'haproxy', 'keepalived'])("systemd accepts the unit of %s's package with our drop-in, and reads it", async (name) => {
  await put(bundleOf(first, 'debian'));
  const { run, write } = await host();
  const verify = ['systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', `${name}.service`];
  expect(await run(verify)).toEqual({ code: 0, lines: [] });
  await write(`/etc/systemd/system/${name}.service.d/tamada.conf`, '[Service]\nExecStart=/bin/true\n');
  expect((await run(verify)).lines.join('\n')).toMatch(/more than one ExecStart/);
});

test('systemd makes the user consul where no package did', async () => {
  await put(bundleOf(first, 'debian'));
  const { run } = await host();
  await run(['userdel', 'consul']);
  expect((await run(['id', 'consul'])).code).toBe(1);
  expect(await run(['systemd-sysusers'])).toMatchObject({ code: 0 });
  expect((await run(['id', 'consul'])).code).toBe(0);
});

test('keepalived has nothing to complain about once its script user is there', async () => {
  await put(bundleOf(first, 'debian'));
  const { argv } = ruleOf(first, 'debian', '/etc/keepalived/keepalived.conf').validator ?? { argv: [] };
  const ask = argv.map((word) => word.replaceAll('{path}', '/etc/keepalived/keepalived.conf'));
  const { run } = await host();
  expect(await run(ask)).toMatchObject({ code: 5 });
  expect(await run(['systemd-sysusers'])).toMatchObject({ code: 0 });
  expect(await run(ask)).toEqual({ code: 0, lines: [] });
});

test("systemd makes the check's folder, for the check's user", async () => {
  await put(bundleOf(first, 'debian'));
  const { run } = await host();
  await run(['systemd-sysusers']);
  const script = 'systemd-tmpfiles --create /etc/tmpfiles.d/tamada-check.conf && stat --format="%U %G %a" /run/tamada-check';
  expect(await run(['sh', '-c', script])).toEqual({ code: 0, lines: ['tamada-check tamada-check 755'] });
});

test('HAProxy accepts a topology whose reads may go to the leader, one with a single node, and one with the most that there may be', async () => {
  const willing = topology({ readOnly: { fallbackToLeader: true } });
  const rule = ruleOf(first, 'debian', '/etc/haproxy/haproxy.cfg');
  const many = Array.from({ length: 17 }, (_, index) => ({
    ...first,
    name: `pg-a1-${String(index + 1)}`,
    address: `10.10.1.${String(index + 101)}`,
  }));
  for (const cluster of [willing, { ...willing, nodes: [first] }, { ...willing, nodes: many }]) {
    await put(renderNode({ topology: cluster, node: cluster.nodes[0] ?? first, facts: null, platform: 'debian', templates }));
    expect(await ask(rule)).toMatchObject({ code: 0, lines: [] });
  }
});

test.each([1, 500])(
  'every file of the greatest topology that `validate` lets pass, with %i users, is accepted',
  async (users) => {
    const cluster = parseTopology(greatestText(users), 'f').topology;
    if (cluster === null) throw new Error('the greatest topology is refused');
    // The last host of a VIP has the lowest priority.
    for (const node of [cluster.nodes[0], databaseNodes(cluster)[10], cluster.nodes.at(-1)]) {
      if (node === undefined) throw new Error('too few nodes');
      const bundle = renderNode({ topology: cluster, node, facts: null, platform: 'debian', templates });
      expect(await complaintsOf(node, bundle, 'debian')).toEqual([]);
      await dropTree();
    }
  },
  180_000,
);

test('HAProxy lets in each of 53 networks and more, however many stand in a line', async () => {
  const clients = Array.from({ length: 200 }, (_, index) => `172.16.${index}.0/24`);
  const cluster = topology({ clients });
  await put(renderNode({ topology: cluster, node: first, facts: null, platform: 'debian', templates }));
  expect(await ask(ruleOf(first, 'debian', '/etc/haproxy/haproxy.cfg'))).toMatchObject({ code: 0, lines: [] });
});

test('Python reads every printable character of a password as it is, and the dynamic configuration as we do', async () => {
  const bundle = bundleOf(first, 'debian');
  await put(bundle);
  const script = 'import json, yaml; print(json.dumps(yaml.safe_load(open("/etc/patroni/config.yml"))))';
  const { lines } = await (await host()).run(['python3', '-c', script]);
  const read: unknown = JSON.parse(lines.join('\n'));
  expect(read).toMatchObject({ postgresql: { authentication: { superuser: { password: secret('postgres_superuser') } } } });
  expect(read).toEqual(parse(fillSlots(bundle.files.find(({ path }) => path === '/etc/patroni/config.yml')?.content ?? '', secret)));
});

describe('what is wrong is refused', () => {
  test.each([
    ['/etc/consul.d/consul.json', 'consul/consul.json', '"server": true', '"sever": true', /invalid config key sever/],
    ['/etc/consul.d/consul.json', 'consul/consul.json', '"server": true,', '"server": true', /failed to parse/],
    ['/etc/patroni/config.yml', 'patroni/patroni.yml', '  data_dir:', '  data_folder:', /postgresql\.data_dir {2}is not defined/],
    ['/etc/patroni/config.yml', 'patroni/patroni.yml', '    rewind:', '    rewinding:', /authentication\.rewind {2}is not defined/],
    ['/etc/haproxy/haproxy.cfg', 'haproxy/haproxy.cfg', 'mode tcp', 'mode udp', /unknown proxy mode 'udp'/],
    ['/etc/haproxy/haproxy.cfg', 'haproxy/haproxy.cfg', 'track ro_async/', 'track ro_sync/', /unable to find required proxy|ro_sync/],
    ['/etc/keepalived/keepalived.conf', 'keepalived/keepalived.conf', '  priority', '  prority', /Unknown keyword 'prority'/],
    ['/etc/keepalived/keepalived.conf', 'keepalived/keepalived.conf', 'interface {{interface}}', 'interface no0', /no0.*doesn't exist/],
    ['/etc/systemd/system/consul.service', 'systemd/consul.service', 'ExecStart=consul', 'ExecStart=/no/consul', /not executable/],
    ['/etc/systemd/system/consul.service', 'systemd/consul.service', 'ExecStart=', 'ExecStop=', /no ExecStart/],
  ] as const)('%s: %s with %s as %s', async (path, template, right, wrong, words) => {
    const text = templates.get(template) ?? '';
    const bundle = bundleOf(first, 'debian', new Map([[template, text.replace(right, wrong)]]));
    expect(bundleDigest(bundle)).not.toBe(bundleDigest(bundleOf(first, 'debian')));
    await put(bundle);
    const { code, lines } = await ask(ruleOf(first, 'debian', path));
    expect(code).not.toBe(0);
    expect(lines.join('\n')).toMatch(words);
  });
});
