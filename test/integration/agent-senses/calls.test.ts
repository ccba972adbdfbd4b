import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { TamadaError } from '@tamada/core/errors';
import { said } from '@tamada/core/view';
import { until } from '@tamada/runtime';
import type { AgentClient } from '@tamada/wire';
import { createAuthority, signRequest } from '@tamada/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrollHost, startAgent } from '../agent/support/agent.ts';
import type { RunningAgent, Trust } from '../agent/support/agent.ts';
import { makeHost } from '../agent/support/host.ts';
import type { Host } from '../agent/support/host.ts';
import { startFakePatroni } from '../agent/support/member.ts';
import type { FakePatroni } from '../agent/support/member.ts';
import { freePorts } from './support/free-ports.ts';

const soon = { deadlineMs: 20_000 };
let host: Host;
let trust: Trust;
let agent: RunningAgent;
let client: AgentClient;
let patroni: FakePatroni;

beforeAll(async () => {
  host = makeHost();
  const authority = await createAuthority('geo', Date.now());
  patroni = await startFakePatroni(authority);
  trust = await enrollHost(host, { role: 'database', patroniPort: patroni.port, authority });
  agent = await startAgent(host, trust);
  client = await agent.client();
});
afterAll(async () => {
  client.close();
  await agent.kill('SIGKILL');
  patroni.close();
  host.remove();
});

test('status says of each part what it knows, and goes on until the caller hangs up', async () => {
  const status = await client.getStatus({ patienceMs: 10_000 }, soon);
  const nothing = {
    activeGeneration: null,
    confirmedGeneration: null,
    digest: null,
    busyWith: null,
    memberEstablished: false,
    trial: null,
    drained: null,
  };
  expect(status).toMatchObject({ cluster: 'geo', node: 'n1', agent: nothing, checks: [] });
  expect(status.member).toMatchObject({ answer: 'silent', why: 'failed' });
  expect(status.postmaster).toMatchObject({ answer: 'said', said: { alive: false, state: null } });
  expect(status.haproxy).toMatchObject({ answer: 'silent', why: 'refused', problem: 'it has no runtime socket' });
  expect(status.dcs).toMatchObject({ answer: 'silent' });
  expect(said(status.units)?.map(({ name, state }) => [name, state.is])).toContainEqual(['patroni.service', 'inactive']);
  expect(said(status.certificates)?.map(({ name, subject }) => [name, subject])).toEqual([['agent', 'CN=n1, O=agent']]);
  const seen: number[] = [];
  for await (const next of client.watchStatus({ intervalMs: 200, patienceMs: 0 }, soon)) {
    seen.push(next.observedAtMs);
    if (seen.length === 3) break;
  }
  expect(seen.every((at, index) => index === 0 || at - seen[index - 1]! >= 190)).toBe(true);
});

/** How often systemd was asked to show units. */
function unitLooks(): number {
  return host
    .read('/run/fake-systemd/calls')
    .split('\n')
    .filter((call) => call.startsWith('show')).length;
}

/** Patroni has a question, and says nothing: on a busy host a look may give up before its question has come there. */
async function patroniIsSilent(): Promise<void> {
  const before = patroni.asked();
  patroni.say('silent');
  const look = async () => ({ member: (await client.getStatus({ patienceMs: 100 }, soon)).member, arrived: patroni.asked() > before });
  await expect.poll(look, { timeout: 20_000 }).toMatchObject({ member: { answer: 'silent', why: 'timeout' }, arrived: true });
}

test('fifty callers at once cost one look, and all are answered', async () => {
  await patroniIsSilent();
  const [asked, looked, start] = [patroni.asked(), unitLooks(), performance.now()];
  const looks = Array.from({ length: 50 }, () => client.getStatus({ patienceMs: 10_000 }, soon));
  // Calls are taken in their order: once this one is answered, all of them wait.
  await client.info({}, soon);
  patroni.say('running');
  const members = (await Promise.all(looks)).map(({ member }) => said(member));
  expect(members).toHaveLength(50);
  expect(new Set(members.map((member) => member?.state.is))).toEqual(new Set(['running']));
  // A source is asked five times a second at most; who comes late meets a second look.
  const turns = 1 + (performance.now() - start) / 200;
  expect(patroni.asked() - asked).toBeLessThanOrEqual(turns);
  expect(unitLooks() - looked).toBeLessThanOrEqual(turns);
});

test('a Patroni that is silent is asked once, whoever looks and however often, and the rest of the look is there in time', async () => {
  await patroniIsSilent();
  const asked = patroni.asked();
  for (let turn = 0; turn < 3; turn += 1) {
    const looks = await Promise.all(Array.from({ length: 10 }, () => client.getStatus({ patienceMs: 3_000 }, soon)));
    for (const { member, units } of looks) {
      expect(member).toMatchObject({ answer: 'silent', why: 'timeout' });
      expect(units.answer).toBe('said');
    }
  }
  expect(patroni.asked()).toBe(asked);
  patroni.say('running');
  expect(said((await client.getStatus({ patienceMs: 10_000 }, soon)).member)?.state.is).toBe('running');
});

test('ports answer probes while the call lives, and are free afterwards', async () => {
  const [tcp = 0, udp = 0] = await freePorts(2);
  const questions = [
    { port: tcp, protocol: 'tcp' },
    { port: udp, protocol: 'udp' },
  ];
  const targets = questions.map((question) => ({ node: 'n1', address: '127.0.0.1', ...question }));
  const reach = async (): Promise<readonly boolean[]> =>
    (await client.probe({ targets, timeoutMs: 300 }, soon)).map(({ reachable }) => reachable);
  for await (const { ports } of client.listen({ ports: questions }, soon)) {
    expect(ports.map(({ state }) => state)).toEqual(['free', 'free']);
    expect(await reach()).toEqual([true, true]);
    break;
  }
  await until({
    condition: 'the ports are closed',
    intervalMs: 50,
    deadlineMs: 5000,
    look: async () => {
      const open = await reach();
      return open.includes(true) ? { ready: false, seen: String(open) } : { ready: true, value: null };
    },
  });
});

test('a renewed certificate of the agent is met by the next connection, without a restart', async () => {
  const { signingRequest } = await client.requestCertificate({ name: 'agent', dnsNames: [], ipAddresses: [] }, soon);
  const subject = { commonName: 'n1', organization: 'agent', dnsNames: ['n1'], ipAddresses: ['127.0.0.1'] } as const;
  const certificate = await signRequest(signingRequest, { authority: trust.authority, subject, nowMs: Date.now() });
  const request = { name: 'agent', certificate, authority: trust.authority.certificate };
  expect(await client.installCertificate(request, soon)).toMatchObject({ changed: true });
  expect(await client.installCertificate(request, soon)).toMatchObject({ changed: false });
  expect(readFileSync(host.at('/etc/tamada/tls/agent.crt'), 'utf8')).toBe(certificate);
  const next = await agent.client();
  const status = await next.getStatus({ patienceMs: 0 }, soon);
  next.close();
  expect(said(status.certificates)?.[0]?.fingerprint).toBe(new X509Certificate(certificate).fingerprint256);
  expect(await presentedBy(agent.port)).toBe(new X509Certificate(certificate).fingerprint256);
});

test.each([
  ['a certificate that there is none of', () => client.requestCertificate({ name: 'other', dnsNames: [], ipAddresses: [] }, soon), 'usage'],
  ['a package that is not the role’s', () => drain(client.installPackages({ packages: ['nginx'] }, soon)), 'usage'],
  [
    'access control without its tokens',
    () => client.ensureAcl({ ...acl, nodes: [{ name: 'n1', role: 'database' }] }, soon),
    'secret_missing',
  ],
  ['access control without the management token', () => client.ensureAcl({ ...acl, managementToken: '' }, soon), 'usage'],
  ['access control for a node that is none', () => client.ensureAcl({ ...acl, nodes: [{ name: 'x" {', role: 'witness' }] }, soon), 'usage'],
  ['access control for the backup host', () => client.ensureAcl({ ...acl, nodes: [{ name: 'backup', role: 'backup' }] }, soon), 'usage'],
  ['a token that is none', () => client.ensureAcl({ ...acl, tokens: [{ name: 'x', value: 'a\r\nb' }] }, soon), 'usage'],
  ['dynamic configuration without the password', () => client.ensureDynamicConfig({ config: '{}' }, soon), 'secret_missing'],
  ['a lease without its token', () => drain(client.holdLease({ run: 'r', holder: 'h' }, soon)), 'secret_missing'],
  ['a port that is none', () => client.survey({ ...nothing, ports: [{ port: 0, protocol: 'tcp' }] }, soon), 'usage'],
])('%s is refused', async (_name, call, code) => {
  const error: unknown = await call().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TamadaError);
  expect((error as TamadaError).detail.code).toBe(code);
});

const acl = { managementToken: '6d2b2c1e-3a0b-4c55-9d0e-0c7a3a1f8a11', nodes: [], tokens: [] };
const nothing = { ports: [], paths: [], dataDirectory: '', users: [], locales: [], packages: [] };

/** The fingerprint of the certificate that a server shows to whoever connects. */
async function presentedBy(port: number): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
