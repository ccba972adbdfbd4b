import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningAgent, Trust } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import { apply, partsOf, secrets, witnessBundle } from './support/bundle.ts';
import { startLeaderlessConsul } from './support/consul.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let consul: Awaited<ReturnType<typeof startLeaderlessConsul>>;
let host: Host;
let trust: Trust;
let agent: RunningAgent;

beforeAll(async () => {
  consul = await startLeaderlessConsul();
  host = makeHost();
  trust = await enrollHost(host, { role: 'witness' });
  agent = await startAgent(host, trust);
});
afterAll(async () => {
  await agent.kill('SIGTERM');
  host.remove();
  consul.close();
});

test('folders on the way to a file are open, whatever umask the agent was started with', async () => {
  const umask = process.umask(0o077);
  const hardened = makeHost();
  const own = await enrollHost(hardened, { role: 'witness' });
  const started = await startAgent(hardened, own);
  process.umask(umask);
  try {
    expect(await apply(await started.client(), partsOf(witnessBundle()))).toMatchObject({ error: null });
    expect(hardened.tree()['/etc/sysusers.d']).toMatch(/^folder 40755 /);
  } finally {
    await started.kill('SIGTERM');
    hardened.remove();
  }
});

describe('a bundle', () => {
  test('is put in place, units and all, and a second time nothing happens', async () => {
    const client = await agent.client();
    const first = await apply(client, partsOf(witnessBundle(), ['consul']));
    expect(first).toMatchObject({ error: null, done: { changed: true, generation: 1 } });
    expect(first.steps).toEqual([
      'write_file /etc/sysusers.d/tamada-consul.conf',
      'run_sysusers sysusers',
      'make_directory /etc/consul.d',
      'make_directory /var/lib/consul',
      'write_file /etc/consul.d/consul.json',
      'write_file /etc/systemd/system/consul.service',
      'daemon_reload systemd',
      'enable_unit consul.service',
      'start_unit consul.service',
      'await_healthy consul',
    ]);
    expect(host.read('/etc/consul.d/consul.json')).toBe('{"x": "gossip-value-1"}\n');
    expect(host.changes()).toEqual(['daemon-reload', 'enable consul.service', 'start consul.service']);
    const tree = host.tree();
    expect(tree['/etc/consul.d/consul.json']).toMatch(/^file 100600 /);

    expect(await apply(client, partsOf(witnessBundle(), ['consul']))).toEqual({
      steps: [],
      done: { changed: false, steps: 0, generation: 1 },
      error: null,
    });
    expect(host.tree()).toEqual(tree);
    expect(host.changes()).toEqual([]);
  });

  test('of a newer generation with the same content changes nothing but the journal', async () => {
    const { '/var/lib/tamada/journal.json': _journal, ...before } = host.tree();
    const client = await agent.client();
    expect((await apply(client, partsOf(witnessBundle({ generation: 2 }), ['consul']))).steps).toEqual([]);
    const { '/var/lib/tamada/journal.json': _after, '/var/lib/tamada/generations/2.json': kept, ...after } = host.tree();
    expect(after).toEqual(before);
    expect(kept).toBeDefined();
  });

  test('with another configuration restarts the unit only where it may', async () => {
    const client = await agent.client();
    const { invocation } = host.unit('consul.service');
    const bundle = witnessBundle({ generation: 3 }, '{"y": 1}\n');
    expect((await apply(client, partsOf(bundle, []))).steps).toEqual(['write_file /etc/consul.d/consul.json']);
    expect(host.unit('consul.service').invocation).toBe(invocation);
    expect((await apply(client, partsOf(bundle, ['consul']))).steps).toEqual(['restart_unit consul.service', 'await_healthy consul']);
    expect(host.unit('consul.service').invocation).not.toBe(invocation);
    expect((await apply(client, partsOf(bundle, ['consul']))).steps).toEqual([]);
  });

  test('without a file that an earlier one brought removes it; files of others stay', async () => {
    const client = await agent.client();
    host.write('/etc/consul.d/operators.json', '{}');
    const files = witnessBundle({}, '{"y": 1}\n').files.filter(({ path }) => !path.includes('sysusers'));
    const { steps, error } = await apply(client, partsOf(witnessBundle({ generation: 4, files }), ['consul']));
    expect({ steps, error }).toEqual({ steps: ['run_sysusers sysusers', 'remove_file /etc/sysusers.d/tamada-consul.conf'], error: null });
    expect(host.read('/etc/consul.d/operators.json')).toBe('{}');
  });

  test('is shown without being taken, and without secrets', async () => {
    const client = await agent.client();
    const before = host.tree();
    const bundle = witnessBundle({ generation: 9 }, '{"encrypt": "@{slot:raw:gossip}", "z": 2}\n');
    const { steps } = await client.planBundle(partsOf(bundle, ['consul']), { deadlineMs: 10_000 });
    expect(steps.map(({ kind, subject }) => `${kind} ${subject}`)).toContain('restart_unit consul.service');
    const difference = steps.find(({ subject }) => subject === '/etc/consul.d/consul.json')?.difference ?? '';
    expect(difference).toContain('-{"y": 1}');
    expect(difference).not.toContain(secrets.gossip);
    expect(host.tree()).toEqual(before);
  });
});

test('a plan tells what somebody changed since, apart from what the bundle changes, and no secret', async () => {
  const client = await agent.client();
  const bundle = witnessBundle({ generation: 90 });
  await apply(client, partsOf(bundle, ['consul']));
  const planned = async (wanted: typeof bundle) => {
    const { steps } = await client.planBundle(partsOf(wanted, ['consul']), { deadlineMs: 10_000 });
    return steps.map(({ subject, origin, edited, editedAtMs }) => ({ subject, origin, edited, dated: editedAtMs !== undefined }));
  };
  expect(await planned(bundle)).toEqual([]);
  const [unit, config] = ['/etc/systemd/system/consul.service', '/etc/consul.d/consul.json'];
  host.write(unit, '[Service]\nExecStart=consul\nNice=5\n');
  host.write(config, '{"x": "another-secret"}\n');
  const drift = await planned(bundle);
  expect(drift.find(({ subject }) => subject === unit)).toMatchObject({
    origin: 'drift',
    edited: expect.stringMatching(/^\+Nice=5$/m) as string,
    dated: true,
  });
  expect(drift.find(({ subject }) => subject === config)).toMatchObject({ origin: 'drift', dated: true });
  expect(JSON.stringify(drift)).not.toMatch(/another-secret|gossip-value/);
  const changed = await planned(witnessBundle({ generation: 91 }, '{"y": 1}\n'));
  expect(changed.find(({ subject }) => subject === config)).toMatchObject({ origin: 'both' });
  expect(await apply(client, partsOf(witnessBundle({ generation: 92 }), ['consul']))).toMatchObject({ error: null });
  expect(await planned(witnessBundle({ generation: 93 }, '{"y": 1}\n'))).toMatchObject([
    { subject: config, origin: 'change', edited: '', dated: false },
    { origin: 'follows' },
    { origin: 'follows' },
  ]);
});
