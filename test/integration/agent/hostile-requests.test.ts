import { readdirSync, readFileSync } from 'node:fs';
import { readAgentConfig } from '@tamada/core/bundle';
import type { Argv, CommandRunner, Logger } from '@tamada/runtime';
import { systemClock } from '@tamada/runtime';
import type { AgentClient, RpcName } from '@tamada/wire';
import { accessTable, clientCredentials, connectAgent, issueCertificate, requestParser, serverCredentials } from '@tamada/wire';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hostCommands } from '../../../packages/agent/host-commands.ts';
import { makeContext } from '../../../packages/agent/make-context.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { makeServer } from '../../../packages/agent/server.ts';
import descriptor from '../../../packages/wire/generated/agent.json' with { type: 'json' };
import { enrollHost } from './support/agent.ts';
import { partsOf, witnessBundle } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What no argument and no path may ever hold. */
const mark = 'HoStIlE';

/** Fields whose text is a file's, a secret's or the coordinator's own; everything else is a word of a grammar or of a table. */
const free = ['content', 'value', 'json', 'password', 'certificate', 'authority'];

/** A request of every call that is taken, every list of it with one entry: what stands in them is then replaced, field by field. */
const file = { path: '/etc/consul.d/consul.json', program: 'consul', owner: 'consul', group: 'consul', mode: 0o600 };
const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const parts: readonly Sample[] = [
  { part: 'header', header: { cluster: 'geo', node: 'n1', generation: 1, digest: 'abc', start: ['consul'], confirmWithinMs: 0 } },
  { part: 'directory', directory: file },
  { part: 'file', file: { ...file, content: '{}' } },
  { part: 'unit', unit: { name: 'consul.service', program: 'consul', running: true, enabled: true } },
  { part: 'secret', secret: { name: 'gossip', value: 'x' } },
  { part: 'more', more: { content: 'x' } },
  { part: 'end', end: { parts: 1 } },
];
const uuid = 'b1ab1ab1-0000-4000-8000-000000000001';
const job = '20261126-125501-backup-3f2a';
const targets = [
  { kind: 'time', atMs: 1, lsn: '', xid: '' },
  { kind: 'lsn', atMs: 0, lsn: '0/3000060', xid: '' },
  { kind: 'xid', atMs: 0, lsn: '', xid: '751' },
  { kind: 'latest', atMs: 0, lsn: '', xid: '' },
];
const samples: Readonly<Record<RpcName, readonly Sample[]>> = {
  Info: [{}],
  GetFacts: [{}],
  GetStatus: [{ patienceMs: 500 }],
  WatchStatus: [{ intervalMs: 1000, patienceMs: 500 }],
  Survey: [
    {
      ports: [{ port: 8300, protocol: 'tcp' }],
      paths: ['/var/lib/consul'],
      dataDirectory: '/var/lib/postgresql/15/main',
      users: ['consul'],
      locales: ['C.UTF-8'],
      packages: ['consul'],
    },
  ],
  Listen: [{ ports: [{ port: 8300, protocol: 'udp' }] }],
  Probe: [
    { targets: [{ node: 'n2', address: '127.0.0.1', port: 8300, protocol: 'tcp' }], timeoutMs: 50 },
    { targets: [{ node: '', address: '127.0.0.1', port: 0, protocol: 'arp' }], timeoutMs: 50 },
  ],
  InstallPackages: [{ packages: ['consul'] }],
  RequestCertificate: [{ name: 'agent', dnsNames: ['n1'], ipAddresses: ['127.0.0.1'] }],
  InstallCertificate: [{ name: 'agent', certificate: pem, authority: pem }],
  PlanBundle: parts,
  Apply: parts,
  ConfirmBundle: [{ generation: 1 }],
  RevertBundle: [{ generation: 1, why: 'a gate failed' }],
  EnsureAcl: [
    { managementToken: uuid, nodes: [{ name: 'n1', role: 'database' }], tokens: [{ name: 'consul_token_tamada_n1', value: uuid }] },
  ],
  ClearStaleInitialize: [{}],
  EnsureDynamicConfig: [{ config: '{}' }],
  ChangeLeader: [{ to: 'n2' }],
  RestartMember: [{ onlyIfPending: true }],
  ReinitMember: [{}],
  TakeLead: [{}],
  SetDrained: [{ drained: true, forReboot: false }],
  Reboot: [{ boot: '01234567-89ab-cdef-0123-456789abcdef' }],
  ReadSessions: [{}],
  ReadSettings: [{ names: ['max_connections'] }],
  EnsureDatabases: [{ roles: [{ name: 'app', password: 'x', options: ['CREATEDB'] }], databases: [{ name: 'app', owner: 'app' }] }],
  HoldLease: [{ run: 'r-1', holder: 'anna@ops' }],
  ReadLease: [{}],
  ReadHistory: [{ most: 1 }],
  ReadSnapshot: [{ managementToken: uuid }],
  AppendHistory: [{ run: 'r-1', kind: 'bootstrap', atMs: 1, json: '{}' }],
  StartJob: [
    { backup: { type: 'full', source: 'pg-a1-2' } },
    { verify: { backup: '20261126-082217F' } },
    { expire: { dryRun: true } },
    { prove: { backup: '20261126-082217F', query: 'SELECT 1', database: 'app' } },
    ...targets.map((target) => ({ restore: { backup: '20261126-082217F', target, directory: '/srv/restored', port: 5440 } })),
    {
      send: {
        node: 'pg-a1-1',
        job,
        backup: 'B1',
        directory: '/srv/restored',
        tablespaces: [{ id: '16385', to: '/srv/restored.tablespaces/16385' }],
      },
    },
    ...targets.map((target) => ({ member: { restore: '20261126-171000-3f2a', backup: '20261126-082217F', target, timeline: 3 } })),
    { rebuild: { backup: '20261126-082217F' } },
    ...targets.map((target) => ({ advance: { target } })),
    { find: { database: 'app', table: { schema: 'public', name: 'orders' } } },
    { dump: { database: 'app', tables: [{ schema: 'public', name: 'orders' }] } },
  ],
  WatchJob: [{ id: job }],
  ListJobs: [{ most: 1 }],
  CancelJob: [{ id: job }],
  ReadDump: [{ id: job }],
  PrepareCatalogue: [{}],
  CheckArchive: [{ patienceMs: 500 }],
  ReadCatalogue: [{ backup: '20261126-130139F' }],
  SendBackup: [{ job, backup: 'B1', directory: '/srv/restored', tablespaces: [{ id: '16385', to: '/srv/restored.tablespaces/16385' }] }],
  ListRestored: [{}],
  RemoveRestored: [{ directory: '/srv/restored' }],
  PlanEmptyMember: [{ restore: '20261126-171000-3f2a', keep: true, tablespaces: ['/srv/ts1'] }],
  EmptyMember: [{ restore: '20261126-171000-3f2a', keep: true, tablespaces: ['/srv/ts1'] }],
  AdoptMember: [{ restore: '20261126-171000-3f2a' }],
  PinBackup: [{ backup: '20261126-082217F', untilMs: 1 }],
  ControlDelayed: [{ action: 'pause' }],
  PromoteDelayed: [{}],
};

type Sample = Readonly<Record<string, unknown>>;
interface Field {
  readonly name: string;
  readonly kind: 'text' | 'number';
  /** The request with another value in the place. */
  readonly withValue: (value: unknown) => Sample;
}

const calls = Object.keys(accessTable) as RpcName[];
const postgres = { version: 15, port: 5432, dataDirectory: '', binDirectory: '', socketDirectory: '' };
const parse = requestParser({ role: 'database', platform: 'debian', postgres });

describe('the samples', () => {
  test('name every text and every number of every request of the contract', () => {
    for (const call of calls) {
      const found = samples[call].flatMap((sample) => fields(sample)).filter(({ name }) => name !== 'part');
      expect({ call, fields: new Set(found.map(({ name }) => name)) }).toEqual({
        call,
        fields: new Set(contractFields(requestType(call))),
      });
    }
  });

  test('are taken as they are', () => {
    for (const call of calls) for (const sample of samples[call]) expect(() => parse(call, sample)).not.toThrow();
  });
});

const everyField = calls.flatMap((call) =>
  samples[call].flatMap((sample) =>
    fields(sample)
      .filter(({ name }) => name !== 'part')
      .map((field) => [call, field.name, field] as const),
  ),
);
const words = everyField.filter(([, name, { kind }]) => kind === 'text' && !free.includes(name));
const numbers = everyField.filter(([, , { kind }]) => kind === 'number');

describe('a request is refused before anything looks at it', () => {
  const bad = [`-${mark}`, '--eval=1', '-o', 'a\nb', 'a\0b', '\u001b[2J', 'a\u202eb', 'x'.repeat(2000), '\u009b', '-'];
  test.each(words)('%s: %s with an option, a control character, or too much', (call, _name, { withValue }) => {
    for (const value of bad) expect(() => parse(call, withValue(value))).toThrow(expect.objectContaining({ detail: usage }));
  });

  test.each(numbers)('%s: %s that is not a number that can be', (call, _name, { withValue }) => {
    for (const value of [NaN, Infinity, -1, 2 ** 53, -0.5]) {
      expect(() => parse(call, withValue(value))).toThrow(expect.objectContaining({ detail: usage }));
    }
  });

  test.each(everyField)('%s: %s of another kind', (call, _name, { withValue }) => {
    for (const value of [null, {}, [], undefined])
      expect(() => parse(call, withValue(value))).toThrow(expect.objectContaining({ detail: usage }));
  });

  test('with a field that has no rule', () => {
    for (const call of calls) {
      for (const sample of samples[call])
        expect(() => parse(call, { ...sample, more: { content: 'x' }, other: 'x' })).toThrow(expect.objectContaining({ detail: usage }));
    }
  });

  test.each([
    ['Survey', { paths: ['/var/lib/consul/../../../etc'] }],
    ['Survey', { paths: ['/../../../etc'] }],
    ['Survey', { paths: ['/etc'] }],
    ['Survey', { dataDirectory: '/root' }],
    ['Survey', { packages: ['-o APT::Update::Pre-Invoke::=id'] }],
    ['Survey', { packages: ['nginx'] }],
    ['Survey', { users: ['nobody'] }],
    ['Survey', { ports: [{ port: 65_536, protocol: 'tcp' }] }],
    ['Listen', { ports: [{ port: 0, protocol: 'tcp' }] }],
    ['InstallPackages', { packages: ['./consul.deb'] }],
    ['EnsureDynamicConfig', { config: `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}` }],
    ['EnsureDynamicConfig', { config: '[]' }],
    ['EnsureDatabases', { databases: [{ name: 'a"b', owner: '' }] }],
  ] as const)('%s: %j', (call, change) => {
    expect(() => parse(call, { ...samples[call][0], ...change })).toThrow(expect.objectContaining({ detail: usage }));
  });

  const usage = expect.objectContaining({ code: 'usage' }) as unknown;
});

describe('an agent', () => {
  const asked: Argv[] = [];
  let host: Host;
  let client: AgentClient;
  let close: () => Promise<void>;

  beforeAll(async () => {
    host = makeHost();
    const { authority } = await enrollHost(host, { role: 'database' });
    const paths = agentPaths(host.root);
    const commands = hostCommands(paths);
    // The host's own fakes run; nothing else does, but what would have run is written down.
    const run: CommandRunner = async (argv, options) => {
      asked.push(argv);
      const ours = ['systemctl', 'consul', 'patroni', 'systemd-analyze', 'systemd-sysusers'].includes(argv[0]);
      return ours ? commands(argv, options) : { code: 1, signal: null, stdout: '', stderr: '', timedOut: false, truncated: false };
    };
    const config = readAgentConfig('agent.yaml', readFileSync(paths.config, 'utf8'));
    const stop = new AbortController();
    const quiet: Logger = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
      with: () => quiet,
    };
    const context = await makeContext({
      paths,
      config,
      logger: quiet,
      run,
      clock: systemClock,
      signal: stop.signal,
      renewIdentity: () => undefined,
      requestRestart: () => undefined,
    });
    const identity = async (organization: 'agent' | 'admin') => {
      const subject = { commonName: 'n1', organization, dnsNames: ['n1'], ipAddresses: [] };
      return {
        ...(await issueCertificate({ authority: await Promise.resolve(authority), subject, nowMs: Date.now() })),
        authority: authority.certificate,
      };
    };
    const server = makeServer(context, serverCredentials(await identity('agent')));
    const port = await server.listen('127.0.0.1', 0);
    client = connectAgent({
      node: 'n1',
      address: '127.0.0.1',
      port,
      credentials: clientCredentials(await identity('admin')),
      version: 'test',
    });
    close = async () => {
      client.close();
      stop.abort();
      await server.close(1000);
      host.remove();
    };
  });
  afterAll(() => close());

  const hostile = fc.oneof(
    fc.constantFrom(`-o ${mark}`, `--${mark}`, `/../../../${mark}`, `/var/lib/consul/../../${mark}`, mark, `/${mark}`, `$(${mark})`),
    fc.constantFrom(
      `${mark};id`,
      `${mark}\n`,
      `\0${mark}`,
      `\`${mark}\``,
      `@{slot:raw:${mark.toLowerCase()}}`,
      `${mark}.service`,
      `%{${mark}}`,
    ),
    fc.string({ maxLength: 20 }).map((text) => `${text}${mark}`),
  );
  const texts = everyField.filter(([, , { kind }]) => kind === 'text');

  test.each(texts)('never makes an argument or a path of what stands in a request: %s: %s', async (call, _name, { withValue }) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        asked.length = 0;
        await send(call, withValue(text));
        expect(asked.flat().filter((argument) => argument.includes(mark))).toEqual([]);
      }),
      { numRuns: 8 },
    );
    expect(names(host.root).filter((path) => path.includes(mark))).toEqual([]);
  });

  test('does what the same requests ask for where nothing hostile stands in them', async () => {
    asked.length = 0;
    await send('Survey', samples.Survey[0]!);
    await send('Probe', samples.Probe[1]!);
    const programs = new Set(asked.map(([program]) => program));
    for (const program of ['ss', 'dpkg-query', 'apt-cache', 'locale', 'ip']) expect(programs).toContain(program);
    expect(asked.find(([program]) => program === 'apt-cache')).toEqual(['apt-cache', 'policy', '--', 'consul']);
  });

  /** One call to its end; what is not a part of a bundle stands in for a whole one. */
  async function send(call: RpcName, request: Sample): Promise<void> {
    const method = `${call.charAt(0).toLowerCase()}${call.slice(1)}` as Uncapitalize<RpcName>;
    const input = call === 'Apply' || call === 'PlanBundle' ? [request, ...partsOf(witnessBundle())] : request;
    const stop = AbortSignal.timeout(5000);
    const answer = (client[method] as unknown as (request: unknown, options: unknown) => unknown)(input, {
      deadlineMs: 5000,
      signal: stop,
    });
    try {
      if (!(Symbol.asyncIterator in (answer as object))) await answer;
      // The first event is enough: some calls live until they are left.
      else for await (const _event of answer as AsyncIterable<unknown>) break;
    } catch {
      // A refusal is what is expected of most.
    }
  }
});

function fields(sample: unknown, name = '', withValue: (value: unknown) => unknown = (value) => value): readonly Field[] {
  if (typeof sample === 'string') return [{ name, kind: 'text', withValue: withValue as Field['withValue'] }];
  if (typeof sample === 'number') return [{ name, kind: 'number', withValue: withValue as Field['withValue'] }];
  if (Array.isArray(sample)) {
    return sample.flatMap((item: unknown, index) => fields(item, name, (value) => withValue(sample.with(index, value))));
  }
  if (typeof sample !== 'object' || sample === null) return [];
  return Object.entries(sample).flatMap(([key, item]) => fields(item, key, (value) => withValue({ ...sample, [key]: value })));
}

interface Message {
  readonly fields: Readonly<Record<string, { readonly type: string }>>;
}
const contract = descriptor.nested.tamada.nested.v1.nested as unknown as Readonly<Record<string, Message>> & {
  readonly Agent: { readonly methods: Readonly<Record<string, { readonly requestType: string }>> };
};

function requestType(call: RpcName): string {
  return contract.Agent.methods[call]?.requestType ?? '';
}

/** Names of all texts and numbers in a message, at any depth. */
function contractFields(type: string): readonly string[] {
  return Object.entries(contract[type]?.fields ?? {}).flatMap(([name, field]) => {
    if (field.type === 'bool') return [];
    return field.type in contract ? contractFields(field.type) : [name];
  });
}

function names(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}
