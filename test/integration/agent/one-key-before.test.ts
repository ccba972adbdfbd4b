import { certificateSubject } from '@tamada/core/certificates';
import { signRequest } from '@tamada/wire';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunningAgent, Trust } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import { apply, file, folder, partsOf, witnessBundle } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let host: Host;
let trust: Trust;
let agent: RunningAgent;

/** A node from before each program had its own certificate: one key for all, and every token of the cluster. */
const keptBefore = { consul_token_management: 'management-1', consul_token_operator: 'operator-1', consul_token_tamada: 'old-1' };

beforeAll(async () => {
  host = makeHost();
  trust = await enrollHost(host, { role: 'witness' });
  host.write('/var/lib/tamada/tls/node.crt', 'the shared certificate\n');
  host.write('/var/lib/tamada/tls/node.key', 'the shared key\n');
  host.write('/var/lib/tamada/tls/authority.crt', trust.authority.certificate);
  agent = await startAgent(host, trust);
  const before = partsOf(bundle('tls.certificate', 'tls.key', 1), [], keptBefore);
  expect((await apply(await agent.client(), before)).error).toBeNull();
  expect(host.read('/etc/consul.d/tls/node.key')).toBe('the shared key\n');
});
afterAll(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

function bundle(certificate: string, key: string, generation: number) {
  const { directories, files } = witnessBundle({}, '{"acl": {}}\n');
  const tls = [
    file('/etc/consul.d/tls/node.crt', 'consul', 0o644, `@{slot:raw:${certificate}}`),
    file('/etc/consul.d/tls/node.key', 'consul', 0o600, `@{slot:raw:${key}}`),
  ];
  return witnessBundle({
    generation,
    directories: [...directories, folder('/etc/consul.d/tls', 'consul', 0o700)],
    files: [...files, ...tls],
  });
}

test('comes over by a renewal and an apply: nothing is lost on the way, and what it need not know is forgotten', async () => {
  const client = await agent.client();
  const next = partsOf(bundle('tls.consul.certificate', 'tls.consul.key', 2), [], { consul_token_tamada: 'own-1' });
  // Without its own certificate the new files are refused, and the old ones stay.
  expect((await apply(client, next)).error).toMatchObject({ code: 'secret_missing' });
  expect(host.read('/etc/consul.d/tls/node.key')).toBe('the shared key\n');

  const { signingRequest } = await client.requestCertificate({ name: 'consul', dnsNames: [], ipAddresses: [] }, { deadlineMs: 20_000 });
  const subject = certificateSubject({ node: 'n1', address: '127.0.0.1', consulDatacenter: 'geo' }, 'consul');
  const certificate = await signRequest(signingRequest, { authority: trust.authority, subject, nowMs: Date.now() });
  await client.installCertificate({ name: 'consul', certificate, authority: trust.authority.certificate }, { deadlineMs: 20_000 });
  expect(host.read('/etc/consul.d/tls/node.key')).toBe('the shared key\n');
  const names = async (): Promise<readonly string[]> =>
    (await client.getStatus({ patienceMs: 0 }, { deadlineMs: 20_000 })).certificates.map(({ name }) => name);
  expect(await names()).toEqual(['agent', 'consul', 'node']);

  expect((await apply(client, next)).error).toBeNull();
  expect(host.read('/etc/consul.d/tls/node.crt')).toBe(certificate);
  expect(host.read('/etc/consul.d/tls/node.key')).toBe(host.read('/var/lib/tamada/tls/consul.key'));
  expect(await names()).toEqual(['agent', 'consul']);
  expect(JSON.parse(host.read('/var/lib/tamada/secrets.json'))).toEqual({ consul_token_tamada: 'own-1' });
});

test.each(['postgres', 'node'])('a witness has no certificate %s', async (name) => {
  const client = await agent.client();
  const asked = client.requestCertificate({ name, dnsNames: [], ipAddresses: [] }, { deadlineMs: 20_000 });
  await expect(asked).rejects.toMatchObject({ detail: { code: 'usage' } });
});
