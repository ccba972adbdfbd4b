import { chmodSync, existsSync, rmSync } from 'node:fs';
import type { Bundle } from '@tamada/core/bundle';
import { bundleDigest } from '@tamada/core/bundle';
import type { Program } from '@tamada/core/facts';
import type { NodeStatus } from '@tamada/core/view';
import { bundleParts, type AgentClient } from '@tamada/wire';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { agentConfig, enrollHost, startAgent, type RunningAgent, type Trust } from './support/agent.ts';
import { apply, file, folder, secrets, witnessBundle } from './support/bundle.ts';
import { startLeaderlessConsul } from './support/consul.ts';
import { makeHost, type Host } from './support/host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const config = '/etc/haproxy/haproxy.cfg';
const long = 600_000;
const call = { deadlineMs: 20_000 };

let host: Host;
let trust: Trust;
let agent: RunningAgent;
let client: AgentClient;

beforeEach(async () => {
  host = makeHost();
  host.write('/usr/lib/systemd/system/haproxy.service', '');
  host.write('/usr/sbin/haproxy', host.read('/usr/bin/consul'));
  chmodSync(host.at('/usr/sbin/haproxy'), 0o755);
  trust = await enrollHost(host, { role: 'database' });
  await start();
  expect(await bring(1, { port: 'a', secret: 'one' }, 0)).toMatchObject({ error: null });
  host.changes();
});
afterEach(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

async function start(): Promise<void> {
  agent = await startAgent(host, trust);
  client = await agent.client();
}

interface Wanted {
  readonly port: string;
  readonly secret?: string;
  readonly more?: Bundle['files'];
}

/** HAProxy's configuration with a secret in it. */
function bring(
  generation: number,
  { port, secret = 'two', more = [] }: Wanted,
  confirmWithinMs: number,
  programs: readonly Program[] = ['haproxy'],
) {
  const bundle: Bundle = {
    cluster: 'geo',
    node: 'n1',
    generation,
    directories: [folder('/etc/haproxy', 'root', 0o755, 'haproxy')],
    files: [
      file(config, 'root', 0o640, `bind ${port}\n@{slot:raw:word}\n`, 'haproxy'),
      // What the node itself knows is filled in on the way back, too.
      file('/etc/tamada/drained', 'root', 0o644, '@{slot:raw:node.drained}\n', 'keepalived'),
      ...more,
    ],
    units: [{ name: 'haproxy.service', program: 'haproxy', running: true, enabled: true }],
  };
  return apply(client, bundleParts({ bundle, secrets: { word: secret }, start: programs, digest: bundleDigest(bundle), confirmWithinMs }));
}

async function told(): Promise<NodeStatus['agent']> {
  return (await client.getStatus({ patienceMs: 0 }, call)).agent;
}

const before = 'bind a\none\n';
const isBack = async () => {
  await expect.poll(async () => (await told()).trial?.state, { timeout: 20_000, interval: 100 }).toBe('reverted');
  expect(host.read(config)).toBe(before);
  expect(await told()).toMatchObject({ activeGeneration: 1, confirmedGeneration: 1, busyWith: null });
  expect(existsSync(host.at('/var/lib/tamada/secrets-before.json'))).toBe(false);
};

describe('a bundle on trial', () => {
  test('stays once it is confirmed; an unknown one is not confirmed', async () => {
    expect(await bring(2, { port: 'b' }, long)).toMatchObject({ error: null, done: { changed: true } });
    expect(await told()).toMatchObject({
      activeGeneration: 2,
      confirmedGeneration: 1,
      trial: { generation: 2, backTo: 1, state: 'armed', problem: '' },
    });
    await expect(client.confirmBundle({ generation: 3 }, call)).rejects.toMatchObject({ detail: { code: 'unsafe' } });
    expect(await client.confirmBundle({ generation: 2 }, call)).toMatchObject({ changed: true });
    expect(await client.confirmBundle({ generation: 2 }, call)).toMatchObject({ changed: false });
    expect(await told()).toMatchObject({ confirmedGeneration: 2, trial: null });
    expect(await client.revertBundle({ generation: 2, why: 'too late' }, call)).toMatchObject({ changed: false });
    expect(host.read(config)).toBe('bind b\ntwo\n');
  });

  test('is none where nothing changes, and where nobody asks for one', async () => {
    await bring(2, { port: 'a', secret: 'one' }, long);
    expect(await told()).toMatchObject({ confirmedGeneration: 2, trial: null });
    await bring(3, { port: 'b' }, 0);
    expect(await told()).toMatchObject({ confirmedGeneration: 3, trial: null });
  });

  test('goes back when it is told to, with the secrets of that time', async () => {
    await bring(2, { port: 'b' }, long);
    host.changes();
    expect(await client.revertBundle({ generation: 2, why: '5555 leads nowhere' }, call)).toMatchObject({ changed: true });
    await isBack();
    expect((await told()).trial).toMatchObject({ generation: 2, backTo: 1, problem: '5555 leads nowhere' });
    expect(host.changes()).toEqual(['reload haproxy.service']);
    // The next one is a new trial, and the number goes on.
    await bring(3, { port: 'c' }, long);
    expect(await told()).toMatchObject({ activeGeneration: 3, confirmedGeneration: 1, trial: { state: 'armed' } });
  });

  test('goes back by itself when nobody confirms it', async () => {
    await bring(2, { port: 'b' }, 1500);
    expect(await told()).toMatchObject({ activeGeneration: 2, trial: { state: 'armed' } });
    await isBack();
    expect((await told()).trial?.problem).toBe('nobody confirmed it within 2 s');
  });

  test('goes back although the agent was killed meanwhile', async () => {
    await bring(2, { port: 'b' }, 4000);
    await agent.kill('SIGKILL');
    await start();
    await isBack();
  });

  test('stays on trial where the agent was killed meanwhile and there is time left', async () => {
    await bring(2, { port: 'b' }, long);
    await agent.kill('SIGKILL');
    await start();
    expect(await told()).toMatchObject({ activeGeneration: 2, confirmedGeneration: 1, trial: { state: 'armed' } });
    expect(host.read(config)).toBe('bind b\ntwo\n');
  });

  test('an agent that was away for longer than that goes back at its start', async () => {
    await bring(2, { port: 'b' }, 1000);
    await agent.kill('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await start();
    await isBack();
  });

  test('a second one, while the first waits, goes back to the confirmed one', async () => {
    await bring(2, { port: 'b' }, long);
    await bring(3, { port: 'c', secret: 'three' }, long);
    await client.revertBundle({ generation: 3, why: 'a gate failed' }, call);
    await isBack();
  });

  test('that does not come up goes back at once', async () => {
    host.write('/run/fake-systemd/haproxy.service/active', 'inactive\n');
    host.write('/run/fake-systemd/haproxy.service/fail-start', '');
    expect(await bring(2, { port: 'b' }, long)).toMatchObject({ error: { code: 'unit_failed' } });
    // The fake fails with the old file as well: then it holds, and says so.
    expect((await told()).trial).toMatchObject({
      state: 'held',
      problem: expect.stringMatching(/haproxy.service[^]*it cannot go back by itself/) as string,
    });
    rmSync(host.at('/run/fake-systemd/haproxy.service/fail-start'));
    expect(await bring(3, { port: 'c' }, long)).toMatchObject({ error: null });
    expect(await client.confirmBundle({ generation: 3 }, call)).toMatchObject({ changed: true });
    expect(await told()).toMatchObject({ confirmedGeneration: 3, trial: null });
  });
});

test('an agent that cannot listen with its new configuration goes back before it gives up', async () => {
  const own = (address: string) =>
    file('/etc/tamada/agent.yaml', 'root', 0o644, agentConfig('database', 1).replace('127.0.0.1', address), 'tamada');
  expect(await bring(2, { port: 'a', secret: 'one', more: [own('127.0.0.1')] }, 0)).toMatchObject({ error: null });
  expect(await bring(3, { port: 'a', secret: 'one', more: [own('192.0.2.1')] }, long)).toMatchObject({ error: null });
  // It ends, so that systemd starts it again.
  await expect.poll(() => agent.log().some(({ message }) => message === 'stopped'), { timeout: 20_000 }).toBe(true);
  await expect(startAgent(host, trust)).rejects.toThrow(/EADDRNOTAVAIL|cannot listen/);
  await start();
  expect(await told()).toMatchObject({ activeGeneration: 2, confirmedGeneration: 2, trial: { generation: 3, state: 'reverted' } });
});

test('where going back would restart Consul the node holds, and says so; the next bundle ends it', async () => {
  const consul = await startLeaderlessConsul();
  const witness = makeHost();
  const other = await startAgent(witness, await enrollHost(witness, { role: 'witness' }));
  try {
    const voter = await other.client();
    const send = (generation: number, text: string, confirmWithinMs: number) => {
      const bundle = witnessBundle({ generation }, text);
      return apply(voter, bundleParts({ bundle, secrets, start: ['consul'], digest: bundleDigest(bundle), confirmWithinMs }));
    };
    expect(await send(1, '{"a": 1}\n', 0)).toMatchObject({ error: null });
    expect(await send(2, '{"a": 2}\n', long)).toMatchObject({
      error: null,
      steps: expect.arrayContaining(['restart_unit consul.service']) as string[],
    });
    witness.changes();
    expect(await voter.revertBundle({ generation: 2, why: 'Consul has no leader' }, call)).toMatchObject({ changed: false });
    expect((await voter.getStatus({ patienceMs: 0 }, call)).agent).toMatchObject({
      activeGeneration: 2,
      confirmedGeneration: 1,
      trial: {
        state: 'held',
        problem: expect.stringMatching(/^Consul has no leader; it cannot go back by itself: .*restart unit consul.service/) as string,
      },
    });
    expect(witness.changes()).toEqual([]);
    expect(witness.read('/etc/consul.d/consul.json')).toBe('{"a": 2}\n');
    expect(await send(3, '{"a": 2}\n', long)).toMatchObject({ error: null });
    expect(await voter.confirmBundle({ generation: 3 }, call)).toMatchObject({ changed: true });
    expect((await voter.getStatus({ patienceMs: 0 }, call)).agent).toMatchObject({ confirmedGeneration: 3, trial: null });
  } finally {
    await other.kill('SIGTERM');
    witness.remove();
    consul.close();
  }
});
