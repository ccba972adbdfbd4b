import { chownSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { bundleDigest, type Bundle } from '@tamada/core/bundle';
import type { AgentClient, CertificateAuthority } from '@tamada/wire';
import { createAuthority } from '@tamada/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunningAgent, Trust } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import type { Outcome } from './support/bundle.ts';
import { apply, file, folder, partsOf } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';
import type { FakePatroni } from './support/member.ts';
import { startFakePatroni } from './support/member.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const data = '/var/lib/postgresql/15/main';
let host: Host;
let trust: Trust;
let agent: RunningAgent;
let client: AgentClient;
let patroni: FakePatroni;
let authority: CertificateAuthority;

beforeAll(async () => {
  authority = await createAuthority('geo', Date.now());
  patroni = await startFakePatroni(authority);
});
afterAll(() => {
  patroni.close();
});
beforeEach(async () => {
  patroni.say('starting');
  host = makeHost();
  trust = await enrollHost(host, { role: 'database', patroniPort: patroni.port, authority });
  await start();
});
afterEach(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

describe('the data directory', () => {
  test('is claimed before the member starts; its unit starts with the host once it runs, and the next apply does nothing', async () => {
    const { steps, error } = await bootstrap();
    expect(error).toBeNull();
    expect(steps.slice(-3)).toEqual([`claim_data_directory ${data}`, 'start_unit patroni.service', 'await_healthy patroni']);
    expect(host.unit('patroni.service')).toMatchObject({ active: 'active', enabled: false });
    fill();
    expect((await bootstrap()).steps).toEqual([]);

    patroni.say('running');
    await expect.poll(() => host.unit('patroni.service').enabled, { timeout: 20_000 }).toBe(true);
    expect((await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent).toMatchObject({ memberEstablished: true });
    const { invocation } = host.unit('patroni.service');
    expect((await bootstrap()).steps).toEqual([]);
    expect(host.unit('patroni.service').invocation).toBe(invocation);
    expect(readdirSync(host.at('/var/lib/postgresql/15'))).toEqual(['main']);
  });

  test('of a member that never ran is set aside after a power loss, with everything that is in it', async () => {
    await bootstrap();
    fill();
    await powerLoss();
    const { steps, error } = await bootstrap();
    expect(error).toBeNull();
    expect(steps).toEqual([
      `set_aside_data_directory ${data}`,
      `claim_data_directory ${data}`,
      'start_unit patroni.service',
      'await_healthy patroni',
    ]);
    const [aside] = readdirSync(host.at('/var/lib/postgresql/15'));
    expect(aside).toMatch(/^main\.aborted-\d{8}T\d{6}Z$/);
    expect(host.read(`/var/lib/postgresql/15/${String(aside)}/PG_VERSION`)).toBe('15\n');
  });

  test('of a member that ran is never set aside, also if the agent was not there when it first ran', async () => {
    await bootstrap();
    fill();
    await agent.kill('SIGKILL');
    patroni.say('running');
    await start();
    await expect.poll(() => host.unit('patroni.service').enabled, { timeout: 20_000 }).toBe(true);
    patroni.say('stopped');
    await powerLoss();
    patroni.say('starting');
    expect((await bootstrap()).steps).toEqual(['start_unit patroni.service', 'await_healthy patroni']);
    expect(readdirSync(host.at('/var/lib/postgresql/15'))).toEqual(['main']);
  });

  test('that is an empty folder of somebody else, like a mount point of root, is given to PostgreSQL', async () => {
    const stranger = 4711;
    mkdirSync(host.at(data), { recursive: true, mode: 0o755 });
    chownSync(host.at(data), stranger, stranger);
    expect((await bootstrap()).error).toBeNull();
    expect(statSync(host.at(data))).toMatchObject({ uid: process.getuid?.(), gid: process.getgid?.() });
    expect(statSync(host.at(data)).mode & 0o777).toBe(0o700);
    await powerLoss();
    // Mounted over what was given before, between two attempts.
    chownSync(host.at(data), stranger, stranger);
    expect(await bootstrap()).toMatchObject({
      error: null,
      steps: [`claim_data_directory ${data}`, 'start_unit patroni.service', 'await_healthy patroni'],
    });
    expect(statSync(host.at(data)).uid).toBe(process.getuid?.());
  });

  test('that holds lost+found alone, or is a link to nothing, is refused', async () => {
    mkdirSync(host.at(`${data}/lost+found`), { recursive: true });
    expect((await bootstrap()).error).toEqual({ code: 'data_directory_foreign', path: data });
    rmSync(host.at(data), { recursive: true });
    symlinkSync('/nowhere/data', host.at(data));
    expect((await bootstrap()).error).toEqual({ code: 'data_directory_foreign', path: data });
  });

  test('of somebody else is refused, and nothing is changed', async () => {
    fill();
    const before = host.tree();
    expect((await bootstrap()).error).toEqual({ code: 'data_directory_foreign', path: data });
    expect(host.tree()).toEqual(before);
  });
});

test('a program of ours that runs before the first bundle is a stranger, whatever its unit is called; a masked one is said', async () => {
  const survey = async (): Promise<unknown> => {
    const question = { ports: [], paths: [], dataDirectory: '', users: [], locales: [], packages: [] };
    const { strangers, maskedUnits } = await client.survey(question, { deadlineMs: 20_000 });
    return { strangers, maskedUnits };
  };
  host.write('/run/fake-systemd/patroni.service/active', 'active');
  mkdirSync(host.at('/etc/systemd/system'), { recursive: true });
  symlinkSync('/dev/null', host.at('/etc/systemd/system/haproxy.service'));
  expect(await survey()).toEqual({ strangers: ['patroni.service'], maskedUnits: ['haproxy.service'] });
  await bootstrap();
  expect(await survey()).toEqual({ strangers: [], maskedUnits: ['haproxy.service'] });
});

test('a unit that does not start is said with its last words, and the next apply goes on', async () => {
  host.write('/run/fake-systemd/patroni.service/fail-start', '');
  const { error } = await bootstrap();
  expect(error).toMatchObject({ code: 'unit_failed', unit: 'patroni.service', wanted: 'active' });
  expect(await generations()).toEqual({ active: 1, confirmed: 0 });
  // Else the next bootstrap would take this node for one that wants to become another.
  expect((await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent.digest).toBe(bundleDigest(bundle()));
  rmSync(host.at('/run/fake-systemd/patroni.service/fail-start'));
  expect((await bootstrap()).steps).toEqual(['start_unit patroni.service', 'await_healthy patroni']);
  expect(await generations()).toEqual({ active: 1, confirmed: 1 });
});

async function generations(): Promise<{ active: number; confirmed: number }> {
  const status = await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 });
  return { active: status.agent.activeGeneration ?? 0, confirmed: status.agent.confirmedGeneration ?? 0 };
}

function bundle(): Bundle {
  return {
    cluster: 'geo',
    node: 'n1',
    generation: 1,
    directories: [folder('/etc/patroni', 'root', 0o755, 'patroni'), folder('/var/lib/postgresql/15', 'postgres', 0o700, 'postgres')],
    files: [file('/etc/patroni/config.yml', 'postgres', 0o600, 'scope: geo\n', 'patroni')],
    units: [{ name: 'patroni.service', program: 'patroni', running: true, enabled: true }],
  };
}

function bootstrap(): Promise<Outcome> {
  return apply(client, partsOf(bundle(), ['patroni'], {}));
}

async function start(): Promise<void> {
  agent = await startAgent(host, trust);
  client = await agent.client();
}

/** What initdb or a base backup leaves. */
function fill(): void {
  mkdirSync(host.at(data), { recursive: true });
  writeFileSync(host.at(`${data}/PG_VERSION`), '15\n');
}

/** The agent is gone without a word, and after the boot no unit runs that is not enabled. */
async function powerLoss(): Promise<void> {
  await agent.kill('SIGKILL');
  host.write('/run/fake-systemd/patroni.service/active', 'inactive');
  await start();
}
