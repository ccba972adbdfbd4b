import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthority } from '@tamada/wire';
import type { CertificateAuthority } from '@tamada/wire';
import { enrollHost, startAgent } from '../agent/support/agent.ts';
import { makeHost } from '../agent/support/host.ts';
import type { Host } from '../agent/support/host.ts';
import { startFakePatroni } from '../agent/support/member.ts';
import type { FakePatroni } from '../agent/support/member.ts';

let host: Host;
let patroni: FakePatroni;
let authority: CertificateAuthority;
beforeAll(async () => {
  host = makeHost();
  authority = await createAuthority('geo', Date.now());
  patroni = await startFakePatroni(authority);
  patroni.say('silent');
});
afterAll(() => {
  patroni.close();
  host.remove();
});

test('a question that Patroni leaves open keeps no agent from ending', async () => {
  const agent = await startAgent(host, await enrollHost(host, { role: 'database', patroniPort: patroni.port, authority }));
  const client = await agent.client();
  const { member } = await client.getStatus({ patienceMs: 200 }, { deadlineMs: 20_000 });
  expect(member).toMatchObject({ answer: 'silent', why: 'timeout' });
  client.close();
  const start = performance.now();
  expect(await agent.kill('SIGTERM')).toBe(0);
  // Its question would have been open for a minute.
  expect(performance.now() - start).toBeLessThan(30_000);
});
