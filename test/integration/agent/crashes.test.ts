import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '@tamada/core/bundle';
import { bundleDigest } from '@tamada/core/bundle';
import { errorDetail } from '@tamada/core/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyBundle } from '../../../packages/agent/handlers/apply.ts';
import { finishBegun } from '../../../packages/agent/execute/finish-begun.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import { apply, file, partsOf, secrets, witnessBundle } from './support/bundle.ts';
import type { CrashPoints } from './support/crashing.ts';
import { contextOn, crashAt } from './support/crashing.ts';
import { startLeaderlessConsul } from './support/consul.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const never = Infinity;
const first = witnessBundle();
/** Another configuration and unit, a new file, one file less. */
const second: Bundle = {
  ...witnessBundle({ generation: 2 }, '{"second": "@{slot:raw:gossip}"}\n'),
  directories: [...first.directories, { ...first.directories[1]!, path: '/etc/consul.d/tls' }],
  files: [
    file('/etc/consul.d/consul.json', 'consul', 0o600, '{"second": "@{slot:raw:gossip}"}\n'),
    file('/etc/consul.d/tls/node.crt', 'consul', 0o644, 'certificate\n'),
    file('/etc/systemd/system/consul.service', 'root', 0o644, '[Service]\nExecStart=consul agent\n'),
  ],
};

let consul: Awaited<ReturnType<typeof startLeaderlessConsul>>;
/** A host that runs the first bundle; every case works on a copy. */
let prepared: Host;
let host: Host;

beforeAll(async () => {
  consul = await startLeaderlessConsul();
  prepared = makeHost();
  await enrollHost(prepared, { role: 'witness' });
  await applyOn(prepared, first, crashAt(never));
});
afterAll(() => {
  prepared.remove();
  consul.close();
});
beforeEach(() => {
  host = copy(prepared);
  host.changes();
  return () => {
    host.remove();
  };
});

describe('the agent dies while it brings the node from one bundle to the next', () => {
  test('at any point: files are old or new, units are not touched by its next start, and the next apply finishes', async () => {
    const whole = crashAt(never);
    const counted = copy(prepared);
    await applyOn(counted, second, whole);
    const wanted = contents(counted);
    counted.remove();
    expect(whole.passed()).toBeGreaterThan(15);

    for (let point = 1; point <= whole.passed(); point += 1) {
      const at = `crash at ${String(point)} of ${String(whole.passed())}`;
      const crashed = copy(prepared);
      await expect(applyOn(crashed, second, crashAt(point)), at).rejects.toThrow();
      for (const { path } of [...first.files, ...second.files]) {
        expect([contents(prepared)[path], wanted[path]], `${at}: ${path}`).toContain(contents(crashed)[path]);
      }
      const { invocation } = crashed.unit('consul.service');
      await finishBegun(await contextOn(crashed, crashAt(never)));
      expect(crashed.unit('consul.service').invocation, at).toBe(invocation);

      await applyOn(crashed, second, crashAt(never));
      expect(contents(crashed), at).toEqual(wanted);
      expect(leftovers(crashed), at).toEqual([]);
      expect(crashed.unit('consul.service').invocation, at).not.toBe(prepared.unit('consul.service').invocation);
      const settled = crashed.tree();
      crashed.changes();
      expect(await applyOn(crashed, second, crashAt(never)), at).toBe(0);
      expect(crashed.tree(), at).toEqual(settled);
      crashed.remove();
    }
  }, 240_000);

  test('killed for real before anything was begun: nothing is changed', async () => {
    host.write('/usr/bin/consul', '#!/bin/sh\nsleep 3\n');
    await killedDuring('validate');
    expect(contents(host)).toEqual(contents(prepared));
  });

  test('killed for real between files and units: its next start leaves the unit alone, the next apply restarts it', async () => {
    host.write(
      '/usr/bin/systemctl',
      host.read('/usr/bin/systemctl').replace('daemon-reload) exit 0', 'daemon-reload) [ -e $state/slow ] && sleep 3; exit 0'),
    );
    host.write('/run/fake-systemd/slow', '');
    const trust = await killedDuring('daemon-reload');
    rmSync(host.at('/run/fake-systemd/slow'));
    const { invocation } = host.unit('consul.service');
    const agent = await startAgent(host, trust);
    const client = await agent.client();
    try {
      await expect
        .poll(() => agent.log().some(({ message }) => message === 'its units wait for the next apply'), { timeout: 30_000 })
        .toBe(true);
      expect(host.unit('consul.service').invocation).toBe(invocation);
      expect((await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent).toMatchObject({
        activeGeneration: 2,
        confirmedGeneration: 1,
      });
      const { steps } = await apply(client, partsOf(second, ['consul']));
      expect(steps).toEqual(['restart_unit consul.service', 'await_healthy consul']);
      expect((await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent).toMatchObject({ confirmedGeneration: 2 });
    } finally {
      await agent.kill('SIGTERM');
    }
  });
});

test('a coordinator that dies leaves a finished node', async () => {
  host.write('/usr/bin/consul', '#!/bin/sh\nsleep 1\n');
  const trust = await enrollHost(host, { role: 'witness' });
  const agent = await startAgent(host, trust);
  try {
    const client = await agent.client();
    const coordinator = new AbortController();
    const seen: unknown[] = [];
    const cut = (async () => {
      for await (const event of client.apply(partsOf(second, ['consul']), { deadlineMs: 20_000, signal: coordinator.signal }))
        seen.push(event);
    })().catch((error: unknown) => errorDetail(error));
    await expect.poll(async () => (await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent.busyWith).not.toBeNull();
    coordinator.abort();
    expect(await cut).toMatchObject({ code: 'cancelled' });
    await expect
      .poll(async () => (await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent.confirmedGeneration, { timeout: 30_000 })
      .toBe(2);
  } finally {
    await agent.kill('SIGTERM');
  }
});

async function applyOn(target: Host, bundle: Bundle, points: CrashPoints): Promise<number> {
  const context = await contextOn(target, points);
  const cargo = { bundle, secrets, start: ['consul'] as const, digest: bundleDigest(bundle) };
  return (await applyBundle(context, cargo, points.pass)).steps;
}

/** Starts a real agent, kills it while it does something, and gives back whom it trusts. */
async function killedDuring(what: 'validate' | 'daemon-reload'): Promise<Awaited<ReturnType<typeof enrollHost>>> {
  const trust = await enrollHost(host, { role: 'witness' });
  const agent = await startAgent(host, trust);
  const client = await agent.client();
  const cut = apply(client, partsOf(second, ['consul']));
  const begun = (): boolean =>
    what === 'validate' ? readdirSync(host.at('/var/lib/tamada')).includes('staging') : host.changes().includes('daemon-reload');
  await expect.poll(begun, { timeout: 30_000, interval: 20 }).toBe(true);
  await agent.kill('SIGKILL');
  expect((await cut).error).not.toBeNull();
  return trust;
}

function contents(of: Host): Readonly<Record<string, string>> {
  const paths = [...new Set([...first.files, ...second.files].map(({ path }) => path))];
  return Object.fromEntries(
    paths.flatMap((path) => {
      try {
        return [[path, of.read(path)]];
      } catch {
        return [];
      }
    }),
  );
}

function leftovers(of: Host): readonly string[] {
  return Object.keys(of.tree()).filter((path) => path.endsWith('.tamada-tmp') || path.includes('/staging'));
}

function copy(of: Host): Host {
  const root = mkdtempSync(join(tmpdir(), 'tamada-copy-'));
  cpSync(of.root, root, { recursive: true, preserveTimestamps: true });
  return of.movedTo(root);
}
