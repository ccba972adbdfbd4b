import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTcp, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { TamadaError } from '@tamada/core/errors';
import type { CallContext } from '@tamada/wire';
import { checkInfo, clientCredentials, connectAgent } from '@tamada/wire';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { haproxy } from '../../builders/cluster.ts';
import { emptyHandlers, nodeName, startAgent, type Peers } from './agent-fixture.ts';

const options = { deadlineMs: 5000 };

/** Waits for a signal, and keeps what it saw. */
function patient(seen: CallContext[]): (request: unknown, context: CallContext) => Promise<never> {
  return async (_request, context) => {
    seen.push(context);
    await wait(10_000, undefined, { signal: context.signal });
    throw new Error('nobody hung up');
  };
}

const acl = { managementToken: '', nodes: [], tokens: [] };

describe('calls', () => {
  const seen: CallContext[] = [];
  const fences: (number | null)[] = [];
  const done: (number | null)[] = [];
  let peers: Peers;
  let ended = 0;
  beforeAll(async () => {
    const handlers = emptyHandlers({
      EnsureAcl: patient(seen),
      GetStatus: async () => ({ ...(await emptyHandlers().GetStatus({}, seen[0]!)), agent: null }),
      WatchStatus: async function* () {
        yield { ...(await emptyHandlers().GetStatus({}, seen[0]!)), haproxy: haproxy(nodeName) };
      },
      ReadHistory: async (_request, context) => {
        seen.push(context);
        return { entries: [{ run: context.run, kind: context.caller.name, atMs: 1.5, json: '{}' }] };
      },
      HoldLease: async function* (_request, { signal }) {
        try {
          for (let fence = 1; !signal.aborted; fence += 1) {
            yield { fence };
            await wait(20, undefined, { signal });
          }
        } finally {
          ended += 1;
        }
      },
    });
    peers = await startAgent(handlers, async (fence) => {
      fences.push(fence);
      if (fence !== null && fence < 7) throw new TamadaError({ code: 'fence_old', current: 7, got: fence });
      return () => void done.push(fence);
    });
  });
  afterAll(() => peers.close());
  beforeEach(() => {
    seen.length = 0;
    fences.length = 0;
    ended = 0;
  });

  it('tells the handler who calls and for which run', async () => {
    const client = peers.client(await peers.identity({ commonName: 'ada', organization: 'viewer' }));
    const reply = await client.readHistory({ most: 1 }, { ...options, run: 'r-1' });
    expect(reply.entries).toEqual([{ run: 'r-1', kind: 'ada', atMs: 1.5, json: '{}' }]);
    expect(seen[0]?.caller).toEqual({ name: 'ada', authority: 'viewer' });
  });

  it('ends at its deadline, and the handler hears of it', async () => {
    const client = await peers.clientOf('admin');
    const error = { detail: { code: 'node_unreachable', node: nodeName, problem: 'no answer to EnsureAcl within 0.3 s' } };
    await expect(client.ensureAcl(acl, { deadlineMs: 300 })).rejects.toMatchObject(error);
    await expect.poll(() => seen[0]?.signal.aborted).toBe(true);
  });

  it('ends with its signal, and the handler hears of it', async () => {
    const client = await peers.clientOf('admin');
    const stop = new AbortController();
    const answer = client.ensureAcl(acl, { ...options, signal: stop.signal });
    const refused = expect(answer).rejects.toMatchObject({ detail: { code: 'cancelled' } });
    await expect.poll(() => seen.length).toBe(1);
    stop.abort();
    await refused;
    await expect.poll(() => seen[0]?.signal.aborted).toBe(true);
    await expect(client.info({}, { ...options, signal: stop.signal })).rejects.toMatchObject({ detail: { code: 'cancelled' } });
  });

  it('hangs up when the loop over a stream is left', async () => {
    const client = await peers.clientOf('operator');
    const got: number[] = [];
    for await (const { fence } of client.holdLease({ run: 'r', holder: 'h' }, options)) {
      got.push(fence);
      if (got.length === 3) break;
    }
    expect(got).toEqual([1, 2, 3]);
    await expect.poll(() => ended).toBe(1);
  });

  it('ends a stream with its signal', async () => {
    const client = await peers.clientOf('operator');
    const stop = new AbortController();
    const loop = async (): Promise<void> => {
      for await (const { fence } of client.holdLease({ run: 'r', holder: 'h' }, { ...options, signal: stop.signal }))
        if (fence === 2) stop.abort();
    };
    await expect(loop()).rejects.toMatchObject({ detail: { code: 'cancelled' } });
    await expect.poll(() => ended).toBe(1);
  });

  it.each([
    [6, 'refused'],
    [7, 'let in'],
    [8, 'let in'],
  ])('a changing call with fence %i is %s', async (fence, verdict) => {
    const client = await peers.clientOf('admin');
    const answer = client.clearStaleInitialize({}, { ...options, fence });
    if (verdict === 'let in') await expect(answer).resolves.toEqual({ changed: false, changes: [] });
    else await expect(answer).rejects.toMatchObject({ detail: { code: 'fence_old', current: 7, got: 6 } });
    expect(fences).toEqual([fence]);
  });

  it('asks for no fence where nothing is changed', async () => {
    await expect((await peers.clientOf('admin')).info({}, { ...options, fence: 1 })).resolves.toBeDefined();
    expect(fences).toEqual([]);
  });

  it('refuses an answer that is not what the schema says', async () => {
    const answer = (await peers.clientOf('admin')).getStatus({}, options);
    await expect(answer).rejects.toMatchObject({ detail: { code: 'request_failed', request: 'GetStatus' } });
  });

  it("brings HAProxy's ports and servers as core knows them", async () => {
    const told = [];
    for await (const status of (await peers.clientOf('viewer')).watchStatus({ intervalMs: 1000 }, options)) told.push(status.haproxy);
    expect(told).toEqual([haproxy(nodeName)]);
  });

  it('brings facts as core knows them', async () => {
    const facts = await (await peers.clientOf('viewer')).getFacts({}, options);
    expect(facts).toMatchObject({
      platform: 'debian',
      interface: null,
      memoryBytes: 2 ** 33,
      programs: [{ program: 'consul', version: '1.8.7' }],
    });
  });

  it('says that nobody listens', async () => {
    const credentials = clientCredentials(await peers.identity({}));
    const client = connectAgent({ node: nodeName, address: '127.0.0.1', port: 1, credentials, version: 'test' });
    const problem = expect.stringContaining('connection refused') as string;
    await expect(client.info({}, options)).rejects.toMatchObject({
      detail: { code: 'node_unreachable', address: '127.0.0.1:1', problem, host: 'up' },
    });
    client.close();
  });

  it('ends at its deadline where a host took the connection and says nothing, and begins anew once it speaks', async () => {
    let frozen = true;
    const sockets: Socket[] = [];
    const front = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      if (frozen) return;
      const behind = connectTcp(peers.port, '127.0.0.1');
      sockets.push(behind);
      socket.pipe(behind).pipe(socket);
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as AddressInfo;
    const credentials = clientCredentials(await peers.identity({}));
    const client = connectAgent({ node: nodeName, address: '127.0.0.1', port, credentials, version: 'test' });
    await expect(client.info({}, { deadlineMs: 300 })).rejects.toMatchObject({ detail: { code: 'node_unreachable' } });
    frozen = false;
    await expect(client.info({}, options)).resolves.toMatchObject({ node: nodeName });
    client.close();
    for (const socket of sockets) socket.destroy();
    front.close();
  });

  it('closes in its time, though a peer never finishes its handshake', async () => {
    const own = await startAgent(emptyHandlers());
    const silent = connectTcp(own.port, '127.0.0.1');
    silent.on('error', () => undefined);
    await new Promise((resolve) => silent.once('connect', resolve));
    const start = performance.now();
    await own.close();
    expect(performance.now() - start).toBeLessThan(2500);
    silent.destroy();
  });

  it('hides no bug: an unknown error arrives as internal, and the record keeps its cause', async () => {
    const own = await startAgent(emptyHandlers({ Probe: async () => Promise.reject(new RangeError('off by one')) }));
    await expect((await own.clientOf('admin')).probe({ targets: [], timeoutMs: 1 }, options)).rejects.toMatchObject({
      detail: { code: 'internal', problem: 'off by one' },
    });
    expect(own.records[0]?.cause).toBeInstanceOf(RangeError);
    await own.close();
  });
});

describe('checkInfo', () => {
  const info = { cluster: 'geo', node: nodeName, version: '1', protocol: 1, capabilities: [], wallClockMs: 0 };
  const meant = { cluster: 'geo', node: nodeName };

  it.each([
    ['the node that was meant', {}, null],
    ['another node', { node: 'pg-a1-2' }, 'wrong_peer'],
    ['another cluster', { cluster: 'other' }, 'wrong_peer'],
    ['another protocol', { protocol: 2 }, 'protocol_mismatch'],
  ])('%s', (_name, change, code) => {
    const check = (): void => {
      checkInfo(meant, { ...info, ...change });
    };
    if (code === null) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ detail: expect.objectContaining({ code }) as object }) as Error);
  });
});
