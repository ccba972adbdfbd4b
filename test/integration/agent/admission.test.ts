import { once, setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ClientHttp2Session } from 'node:http2';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { setTimeout as wait } from 'node:timers/promises';
import type { AgentClient, Identity } from '@tamada/wire';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { accessTable } from '../../../packages/wire/access.ts';
import type { RunningAgent } from './support/agent.ts';
import { enrollHost, startAgent } from './support/agent.ts';
import { apply, partsOf, witnessBundle } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';
import { beginMessage, rawCall, rawSession } from './support/raw-calls.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const options = { deadlineMs: 20_000 };
let host: Host;
let agent: RunningAgent;
let admin: AgentClient;
/** Connections of a test, ended after it. */
const open: { destroy: () => void }[] = [];

beforeAll(async () => {
  host = makeHost();
  agent = await startAgent(host, await enrollHost(host, { role: 'witness' }));
  admin = await agent.client();
  await admin.info({}, options);
});
afterEach(() => {
  for (const one of open.splice(0)) one.destroy();
});
afterAll(async () => {
  admin.close();
  await agent.kill('SIGTERM');
  host.remove();
});

/** MiB. */
function memory(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(agent.pid)}/status`, 'utf8'))?.[1]) / 1024;
}

async function session(identity: Identity) {
  const made = await rawSession(agent.port, identity);
  open.push(made);
  return made;
}

const mebibyte = 1024 * 1024;
// Before, each of the first two cost the agent 1.8 GB.
test.each([
  ['consul', 'GetStatus', 7 * mebibyte],
  ['operator', 'PlanBundle', 7 * mebibyte],
  ['operator', 'PlanBundle', mebibyte / 4],
  ['operator', 'Survey', mebibyte / 4],
] as const)('180 unfinished messages of a %s to %s, %i bytes each, cost next to nothing', async (organization, call, bytes) => {
  const before = memory();
  const identity = await agent.identity(organization);
  for (let connection = 0; connection < 18; connection += 1) {
    const made = await session(identity);
    for (let stream = 0; stream < 10; stream += 1) if (!made.destroyed) beginMessage(rawCall(made, call), bytes);
  }
  await wait(1000);
  expect(memory() - before).toBeLessThan(60);
  await expect(admin.info({}, options)).resolves.toMatchObject({ node: 'n1' });
});

test('a message that says it is long is refused before it has come', async () => {
  const stream = rawCall(await session(await agent.identity('operator')), 'PlanBundle');
  const head = Buffer.alloc(5);
  head.writeUInt32BE(mebibyte / 2, 1);
  stream.write(head);
  stream.resume();
  const [trailers] = (await once(stream, 'trailers')) as [Readonly<Record<string, unknown>>];
  expect(trailers['grpc-status']).toBe('8');
});

test('a certificate that may call nothing gets no stream at all, and the log says so', async () => {
  const { certificate, key, authority } = await agent.identity('consul');
  // By hand: the agent may end the connection before a client of HTTP/2 has a session.
  const socket = connectTls({
    port: agent.port,
    host: '127.0.0.1',
    cert: certificate,
    key,
    ca: authority,
    servername: 'n1',
    ALPNProtocols: ['h2'],
  });
  socket.on('error', () => undefined).resume();
  await new Promise((resolve) => void socket.once('close', resolve));
  const refused = () => agent.log().findLast(({ message, organization }) => message === 'connection refused' && organization === 'consul');
  await expect.poll(refused, { timeout: 20_000 }).toMatchObject({ name: 'somebody', why: 'may call nothing' });
});

test('one certificate gets some connections, and leaves the others room', async () => {
  const identity = await agent.identity('viewer');
  const made = await Promise.all(Array.from({ length: 40 }, () => session(identity)));
  await expect.poll(() => made.filter((one) => !one.destroyed).length).toBe(16);
  const other = await agent.client();
  await expect(other.info({}, options)).resolves.toBeDefined();
  other.close();
});

test('who does not go on is gone after some seconds, and keeps nobody out meanwhile', async () => {
  const start = performance.now();
  const gone = async (connection: Socket | ClientHttp2Session): Promise<number> => {
    if (!connection.destroyed) await new Promise((resolve) => void connection.once('close', resolve));
    return performance.now() - start;
  };
  const strangers = await Promise.all(Array.from({ length: 200 }, () => connected(connect(agent.port, '127.0.0.1'), 'connect')));
  const { certificate, key, authority } = await agent.identity('admin');
  const shown = { cert: certificate, key, ca: authority, servername: 'n1', ALPNProtocols: ['h2'] };
  const silent = await connected(connectTls({ port: agent.port, host: '127.0.0.1', ...shown }), 'secureConnect');
  const slow = await session(await agent.identity('operator'));
  beginMessage(rawCall(slow, 'Survey'), 1000);

  const other = await agent.client();
  await expect(other.info({}, options)).resolves.toBeDefined();
  other.close();
  const [longest, silentMs, slowMs] = await Promise.all([Promise.all(strangers.map(gone)), gone(silent), gone(slow)]);
  expect(Math.max(...longest)).toBeLessThan(30_000);
  expect(silentMs).toBeLessThan(60_000);
  expect(slowMs).toBeGreaterThan(accessTable.Survey.requestMs - 1000);
  expect(slowMs).toBeLessThan(60_000);
  await expect(admin.info({}, options)).resolves.toBeDefined();
});

test('whoever calls one thing too often is told so, and a caller with another certificate is served', async () => {
  const [greedy, other] = [await agent.client('operator'), await agent.client('operator')];
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const watch = async (client: AgentClient): Promise<string> => {
    try {
      for await (const _status of client.watchStatus({ intervalMs: 60_000, patienceMs: 0 }, { ...options, signal: stop.signal }));
      return '';
    } catch (error) {
      return (error as { detail?: { code: string } }).detail?.code ?? 'aborted';
    }
  };
  const watches = Array.from({ length: 40 }, () => watch(greedy));
  const codes = await Promise.all(watches.map((one) => Promise.race([one, wait(5000, 'served')])));
  expect(codes.filter((code) => code === 'served')).toHaveLength(accessTable.WatchStatus.atOnce / 2);
  expect(codes.filter((code) => code === 'busy')).toHaveLength(40 - accessTable.WatchStatus.atOnce / 2);
  for await (const status of other.watchStatus({ intervalMs: 60_000, patienceMs: 0 }, options)) {
    expect(status.node).toBe('n1');
    break;
  }
  stop.abort();
  await Promise.all(watches);
  greedy.close();
  other.close();
});

test('what stands in a header is not written anywhere as it came', async () => {
  const made = await session(await agent.identity('viewer'));
  for (const value of ['tab\there', 'run\t\u001b[2J', 'run one', '-x', 'x'.repeat(5000)]) {
    const stream = rawCall(made, 'Info', { 'tamada-run': value, 'tamada-fence': '1e9' });
    stream.end(Buffer.alloc(5));
    const [headers] = (await once(stream, 'response')) as [Readonly<Record<string, unknown>>];
    expect(String(headers['grpc-status'])).not.toBe('0');
    stream.destroy();
  }
  expect(agent.stderr()).toBe('');
  expect(JSON.stringify(agent.log())).not.toMatch(/xxxxx|2J/);
});

test('the agent outlives the reader of its log', async () => {
  agent.stopReading();
  const stranger = await agent.client('viewer');
  for (let call = 0; call < 5; call += 1) {
    expect((await apply(stranger, partsOf(witnessBundle()))).error).toMatchObject({ code: 'permission_denied' });
    await wait(100);
  }
  stranger.close();
  await expect(admin.info({}, options)).resolves.toBeDefined();
  expect(() => process.kill(agent.pid, 0)).not.toThrow();
});

async function connected<S extends Socket>(socket: S, event: string): Promise<S> {
  open.push(socket);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, event);
  return socket;
}
