import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { errorDetail } from '@tamada/core/errors';
import type { AgentClient, CertificateAuthority } from '@tamada/wire';
import { createAuthority } from '@tamada/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { enrollHost, startAgent, type RunningAgent, type Trust } from './support/agent.ts';
import { apply, file, folder, partsOf, witnessBundle } from './support/bundle.ts';
import { makeHost, type Host } from './support/host.ts';
import { startFakePatroni, type FakePatroni } from './support/member.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const patroniConfig = '/etc/patroni/config.yml';
const mark = '/etc/tamada/drained';
const deadlineMs = 20_000;
let authority: CertificateAuthority;
let patroni: FakePatroni;
let host: Host;
let trust: Trust;
let agent: RunningAgent;
let client: AgentClient;

beforeAll(async () => {
  authority = await createAuthority('geo', Date.now());
  patroni = await startFakePatroni(authority);
});
afterAll(() => {
  patroni.close();
});
afterEach(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

async function start(): Promise<void> {
  agent = await startAgent(host, trust);
  client = await agent.client();
}

const setDrained = (drained: boolean, forReboot = false) => client.setDrained({ drained, forReboot }, { deadlineMs });
const ownStatus = async () => (await client.getStatus({ patienceMs: 0 }, { deadlineMs })).agent;
const refusal = (work: Promise<unknown>) => work.then(() => null, errorDetail);

describe('a database host', () => {
  beforeEach(async () => {
    patroni.say('running');
    host = makeHost();
    trust = await enrollHost(host, { role: 'database', patroniPort: patroni.port, authority });
    await start();
  });

  const bundle = (generation: number, tags = 'nosync: @{slot:raw:node.drained}') => ({
    cluster: 'geo',
    node: 'n1',
    generation,
    directories: [folder('/etc/patroni', 'root', 0o755, 'patroni' as const)],
    files: [
      file(patroniConfig, 'postgres', 0o600, `scope: geo\ntags:\n  ${tags}\n`, 'patroni'),
      file(mark, 'root', 0o644, '@{slot:raw:node.drained}\n', 'keepalived'),
    ],
    units: [{ name: 'patroni.service', program: 'patroni' as const, running: true, enabled: true }],
  });
  const bring = (generation: number, tags?: string) => apply(client, partsOf(bundle(generation, tags), ['patroni'], {}));
  const established = async (): Promise<void> => {
    expect((await bring(1)).error).toBeNull();
    mkdirSync(host.at('/var/lib/postgresql/15/main'), { recursive: true });
    writeFileSync(host.at('/var/lib/postgresql/15/main/PG_VERSION'), '15\n');
    await expect.poll(() => host.unit('patroni.service').enabled, { timeout: 20_000 }).toBe(true);
    host.changes();
  };

  test('that is drained says so, Patroni reads it without a restart, and neither an apply nor a new agent forgets it', async () => {
    await established();
    expect((await ownStatus()).drained).toBeNull();
    expect(await setDrained(true)).toMatchObject({ changed: true, changes: expect.arrayContaining(['drained']) as unknown });
    expect(host.read(patroniConfig)).toContain('nosync: true\n');
    expect(host.read(mark)).toBe('true\n');
    expect(host.changes()).toEqual(['reload patroni.service']);
    expect((await ownStatus()).drained).toMatchObject({ sinceMs: expect.any(Number) as number, rebootFrom: null });
    expect(await setDrained(true)).toEqual({ changed: false, changes: [] });

    await agent.kill('SIGKILL');
    await start();
    const { steps } = await client.planBundle(partsOf(bundle(2), ['patroni'], {}), { deadlineMs });
    expect(steps).toEqual([]);
    expect((await bring(2)).steps).toEqual([]);
    expect(host.read(patroniConfig)).toContain('nosync: true\n');

    expect(await setDrained(false)).toMatchObject({ changed: true });
    expect(host.read(patroniConfig)).toContain('nosync: false\n');
    expect(host.read(mark)).toBe('false\n');
    expect(host.changes()).toEqual(['reload patroni.service']);
    expect((await ownStatus()).drained).toBeNull();
  });

  test('whose Patroni is stopped is told by its file', async () => {
    await established();
    host.write('/run/fake-systemd/patroni.service/active', 'inactive');
    expect(await setDrained(true)).toMatchObject({ changed: true });
    expect(host.read(patroniConfig)).toContain('nosync: true\n');
    expect(host.changes()).toEqual([]);
  });

  test('where a call was cut off in the middle is finished by the next one', async () => {
    await established();
    host.write(mark, 'true\n');
    expect(await setDrained(true)).toMatchObject({ changed: true });
    expect([host.read(mark), host.read(patroniConfig)]).toEqual(['true\n', 'scope: geo\ntags:\n  nosync: true\n']);
  });

  test('with a file that somebody edited stays as it is, mark and all, and the edit is still seen as one', async () => {
    await established();
    host.write(patroniConfig, 'scope: mine\n');
    expect(await refusal(setDrained(true))).toMatchObject({ code: 'unsafe', problem: expect.stringContaining(patroniConfig) as string });
    expect(host.read(patroniConfig)).toBe('scope: mine\n');
    expect((await ownStatus()).drained).toBeNull();
    const { steps } = await client.planBundle(partsOf(bundle(2), ['patroni'], {}), { deadlineMs });
    expect(steps.find(({ subject }) => subject === patroniConfig)).toMatchObject({ origin: 'drift' });
  });

  test.each([
    ['without a bundle', null, 'its bundle is not in place'],
    ['with files from before', 'datacenter: a1', 'of a version that cannot be drained'],
  ])('%s cannot be drained', async (_what, tags, problem) => {
    if (tags !== null) {
      const { files, ...rest } = bundle(1, tags);
      await apply(client, partsOf({ ...rest, files: files.slice(0, 1) }, [], {}));
    }
    expect(await refusal(setDrained(true))).toMatchObject({ code: 'unsafe', problem: expect.stringContaining(problem) as string });
    expect((await ownStatus()).drained).toBeNull();
  });
});

describe('a reboot', () => {
  beforeEach(async () => {
    host = makeHost();
    trust = await enrollHost(host, { role: 'witness' });
    await start();
    await apply(client, partsOf(witnessBundle()));
    host.changes();
  });

  test('is asked of systemd, once: in another boot nothing is done', async () => {
    const { boot } = await ownStatus();
    expect(boot).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(await client.reboot({ boot: '00000000-0000-4000-8000-000000000001' }, { deadlineMs })).toMatchObject({ changed: false });
    expect(host.changes()).toEqual([]);
    expect(await client.reboot({ boot: boot ?? '' }, { deadlineMs })).toMatchObject({ changed: true });
    expect(host.changes()).toEqual(['reboot']);
  });

  test('waits for a job that has not ended', async () => {
    const id = '20261126-125501-backup-3f2a';
    const state = { id, kind: 'backup', state: 'queued', subject: '', askedBy: 'timer', askedAtMs: Date.now(), doing: '', notes: [] };
    host.write(`/var/lib/tamada/jobs/${id}/state.json`, JSON.stringify(state));
    const { boot } = await ownStatus();
    expect(await refusal(client.reboot({ boot: boot ?? '' }, { deadlineMs }))).toMatchObject({
      code: 'unsafe',
      problem: `a job has not ended here: ${id}`,
    });
    expect(host.changes()).toEqual([]);
  });

  test('that is under way is remembered with the boot in which it was first asked for', async () => {
    const { boot } = await ownStatus();
    expect(await setDrained(true, true)).toMatchObject({ changed: true });
    expect((await ownStatus()).drained).toMatchObject({ rebootFrom: boot });
    // As the agent finds it after the reboot.
    await agent.kill('SIGTERM');
    const journal = host.read('/var/lib/tamada/journal.json');
    host.write('/var/lib/tamada/journal.json', journal.replace(boot ?? '-', 'the-boot-before'));
    await start();
    await setDrained(true, true);
    expect((await ownStatus()).drained).toMatchObject({ rebootFrom: 'the-boot-before' });
    expect(await setDrained(false)).toMatchObject({ changed: true });
    expect((await ownStatus()).drained).toBeNull();
  });
});
