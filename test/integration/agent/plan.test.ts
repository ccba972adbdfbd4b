import { writeFileSync } from 'node:fs';
import { bundleDigest, bundleSlots, localSlots, renderNode, type Bundle } from '@tamada/core/bundle';
import { describeError } from '@tamada/core/errors';
import { bundleParts, type AgentClient, type BundlePart } from '@tamada/wire';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { topology } from '../../builders/cluster.ts';
import { shippedTemplates } from '../../builders/templates.ts';
import type { RunningAgent } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import { apply } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let host: Host;
let agent: RunningAgent;
let client: AgentClient;

/** As `install` leaves a server: no certificate of the node, no user of a package. */
beforeAll(async () => {
  host = makeHost();
  for (const database of ['passwd', 'group']) {
    const lines = host.read(`/etc/${database}`).split('\n');
    host.write(`/etc/${database}`, lines.filter((line) => !/^(postgres|consul):/.test(line)).join('\n'));
  }
  // Else the users of the machine that runs the test count.
  writeFileSync(host.at('/usr/bin/getent'), '#!/bin/sh\nexit 2\n', { mode: 0o755 });
  agent = await startAgent(host, await enrollHost(host, { role: 'database' }));
  client = await agent.client();
});
afterAll(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

test('a plan before the first bootstrap names every step, and what comes with packages and certificates', async () => {
  const wanted = bundle();
  const before = host.tree();
  const { steps } = await client.planBundle(parts(wanted), { deadlineMs: 20_000 });
  expect(host.tree()).toEqual(before);

  const reasons = new Map(steps.map(({ subject, reason }) => [subject, reason]));
  expect(steps.flatMap(({ kind, subject }) => (kind === 'write_file' ? [subject] : [])).toSorted()).toEqual(
    wanted.files.map(({ path }) => path).toSorted(),
  );
  expect(reasons.get('/etc/consul.d/tls/node.key')).toBe('its certificate comes with bootstrap');
  expect(reasons.get('/etc/patroni/tls/authority.crt')).toBe('its certificate comes with bootstrap');
  expect(reasons.get('/etc/patroni/config.yml')).toBe('user postgres comes with its package');
  expect(reasons.get('/etc/consul.d/consul.json')).toBe('is not there');
  expect(steps.find(({ subject }) => subject === '/etc/patroni/tls/node.key')?.difference).toMatch(/^\+@\{slot:raw:tls\.postgres\.key\}$/m);
  expect(JSON.stringify(steps)).not.toContain('secret-value');
});

test('an apply there stays strict', async () => {
  const before = host.tree();
  const { error } = await apply(client, parts(bundle()));
  expect(error).toMatchObject({ code: 'secret_missing', name: 'tls.authority' });
  expect(error === null ? '' : describeError(error).next).toMatch(/^run `tamada bootstrap`/);
  const withoutSlots = { ...bundle(), files: bundle().files.filter(({ path }) => !path.includes('/tls/')) };
  expect((await apply(client, parts(withoutSlots))).error).toMatchObject({ code: 'owner_missing', owner: 'user postgres' });
  expect(host.tree()).toEqual(before);
});

test('a plan does what its size allows, and the agent lives', async () => {
  const hostile = [
    ['brackets', '['.repeat(30_000)],
    ['closed brackets', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['anchors', Array.from({ length: 20_000 }, (_value, index) => `- &a${String(index)} x\n`).join('')],
    ['empty lines', '\n'.repeat(100_000)],
    ['keys that never end', '-----BEGIN PRIVATE KEY-----\n'.repeat(100_000)],
    ['passwords', 'password'.repeat(300_000)],
  ] as const;
  for (const [what, content] of hostile) {
    const wanted = bundle();
    const files = wanted.files.map((file) => (file.path === '/etc/patroni/config.yml' ? { ...file, content } : file));
    const { steps } = await client.planBundle(parts({ ...wanted, files }), { deadlineMs: 20_000 });
    expect(steps.find(({ subject }) => subject === '/etc/patroni/config.yml')?.kind, what).toBe('write_file');
  }
  await client.getStatus({ patienceMs: 1_000 }, { deadlineMs: 5000 });
});

test('slots that would grow beyond all measure are refused', async () => {
  const wanted = bundle();
  const files = wanted.files.map((file) =>
    file.path === '/etc/haproxy/haproxy.cfg' ? { ...file, content: '@{slot:raw:large}'.repeat(20_000) } : file,
  );
  const large = { ...wanted, files: files.filter(({ content }) => !content.includes('tls.')) };
  const names = bundleSlots(large).map((name) => [name, 'x'.repeat(2000)]);
  const cargo = { bundle: large, secrets: Object.fromEntries(names) as Record<string, string>, start: [], digest: bundleDigest(large) };
  expect((await apply(client, bundleParts(cargo))).error).toMatchObject({ code: 'bundle_oversized' });
});

/** The bundle of a database node, under the name of this one. */
function bundle(): Bundle {
  const [node] = topology().nodes;
  if (node === undefined) throw new Error('a topology without nodes');
  const rendered = renderNode({ topology: topology(), node, facts: null, platform: 'debian', templates: shippedTemplates() });
  return { ...rendered, node: 'n1', generation: 1 };
}

function parts(wanted: Bundle): readonly BundlePart[] {
  const names = bundleSlots(wanted).filter((name) => !localSlots.some((slot) => slot === name));
  const secrets = Object.fromEntries(names.map((name) => [name, `secret-value-${name}`]));
  return bundleParts({ bundle: wanted, secrets, start: ['consul', 'patroni'], digest: bundleDigest(wanted) });
}
