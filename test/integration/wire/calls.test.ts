import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTcp, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { TamadaError } from '@tamada/core/errors';
import type { NodeStatus } from '@tamada/core/view';
import type { CallContext } from '@tamada/wire';
import { checkInfo, clientCredentials, connectAgent, protocolVersion } from '@tamada/wire';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consul, dcs, member, nodeStatus, said, silent } from '../../builders/cluster.ts';
import { emptyHandlers, nodeName, startAgent, type Peers } from './agent-fixture.ts';

const options = { deadlineMs: 5000 };

/** Everything is said, everything is silent, there is nothing at all, and words that only a newer agent knows. */
const statuses: readonly NodeStatus[] = [
  nodeStatus(nodeName),
  nodeStatus(nodeName, {
    consul: silent('timeout'),
    dcs: silent('not_asked'),
    member: silent('refused'),
    postmaster: silent('failed'),
    haproxy: silent('timeout'),
    units: silent('failed'),
    checks: [{ subject: 'leader', look: silent('timeout') }],
    certificates: [{ name: 'agent', subject: null, notAfterMs: null, fingerprint: null, problem: 'it is empty' }],
  }),
  nodeStatus('backup', { addresses: [], certificates: [] }),
  nodeStatus(nodeName, {
    consul: said(consul({ leader: null, servers: silent('not_asked'), tokenWorks: null, version: null })),
    dcs: said(dcs({ leader: null, initialize: null, syncStandbys: [], members: [], config: null })),
    member: said(member({ state: { is: 'other', text: 'pondering' }, role: null, timeline: null, lsn: null, receivedLsn: null })),
    postmaster: said({ alive: false, state: null }),
    haproxy: said({ servers: [], frontends: [] }),
    units: said([]),
  }),
];

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
      // An answer of an agent that speaks another protocol.
      GetStatus: async () => ({ ...nodeStatus(nodeName), agent: null }) as unknown as NodeStatus,
      WatchStatus: async function* () {
        yield* statuses;
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
    const answer = (await peers.clientOf('admin')).getStatus({ patienceMs: 0 }, options);
    await expect(answer).rejects.toMatchObject({ detail: { code: 'request_failed', request: 'GetStatus' } });
  });

  it('brings a status as it was sent: what is absent stays null, and silence stays silence', async () => {
    const told = [];
    const call = { intervalMs: 1000, patienceMs: 0 };
    for await (const status of (await peers.clientOf('viewer')).watchStatus(call, options)) told.push(status);
    expect(told).toEqual(statuses);
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
    const { client, front } = await behindFront('frozen');
    await expect(client.info({}, { deadlineMs: 300 })).rejects.toMatchObject({ detail: { code: 'node_unreachable' } });
    front.thaw('new ones only');
    await expect(client.info({}, options)).resolves.toMatchObject({ node: nodeName });
    expect(front.accepted()).toBe(2);
    front.close();
  });

  /** A client whose way to the agent leads through a host that can be frozen: connections are taken, and nothing passes. */
  async function behindFront(begin: 'frozen' | 'alive' = 'alive') {
    const front = await makeFront(peers.port, begin === 'frozen');
    const credentials = clientCredentials(await peers.identity({}));
    const client = connectAgent({ node: nodeName, address: '127.0.0.1', port: front.port, credentials, version: 'test' });
    const close = (): void => {
      client.close();
      front.close();
    };
    return { client, front: { ...front, close } };
  }

  it('gives up early on a host of which nothing is heard, though its connection stands', async () => {
    const { client, front } = await behindFront();
    await client.info({}, options);
    front.freeze();
    const start = performance.now();
    const early = client.info({}, { deadlineMs: 60_000, silenceMs: 300 });
    await expect(early).rejects.toMatchObject({
      detail: { code: 'node_unreachable', host: 'unknown', problem: 'nothing was heard of it within 0.3 s' },
    });
    expect(performance.now() - start).toBeLessThan(20_000);
    front.close();
  });

  it.each([
    ['has begun a handshake with it', false],
    ['has a connection to it', true],
  ])('waits to the deadline for an agent that is heard and slow, whoever %s', async (_name, connected) => {
    const client = await peers.clientOf('admin');
    if (connected) await client.info({}, options);
    const answer = client.ensureAcl(acl, { deadlineMs: 1500, silenceMs: 700 });
    await expect(answer).rejects.toMatchObject({
      detail: { code: 'node_unreachable', host: 'heard', problem: 'no answer to EnsureAcl within 1.5 s' },
    });
  });

  it('goes on with a handshake that is slow, over several calls, and begins anew where it leads nowhere', async () => {
    const { client, front } = await behindFront('frozen');
    const brief = { deadlineMs: 60_000, silenceMs: 300 };
    const unheard = { detail: { problem: 'nothing was heard of it within 0.3 s' } };
    for (let call = 0; call < 3; call += 1) await expect(client.info({}, brief)).rejects.toMatchObject(unheard);
    expect(front.accepted()).toBe(1);
    front.thaw();
    await expect(client.info({}, { ...options, silenceMs: 5000 })).resolves.toMatchObject({ node: nodeName });
    expect(front.accepted()).toBe(1);
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

async function makeFront(agentPort: number, frozenAtFirst: boolean) {
  let frozen = frozenAtFirst;
  let accepted = 0;
  const pairs: { readonly near: Socket; readonly far: Socket }[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((near) => {
    accepted += 1;
    const far = connectTcp(agentPort, '127.0.0.1');
    pairs.push({ near, far });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    const join = (): void => {
      near.pipe(far).pipe(near);
    };
    if (frozen) waiting.push(join);
    else join();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    freeze() {
      frozen = true;
      for (const { near, far } of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    thaw(which: 'all' | 'new ones only' = 'all') {
      frozen = false;
      if (which === 'all') for (const join of waiting) join();
    },
    close() {
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
      server.close();
    },
  };
}

describe('checkInfo', () => {
  const info = { cluster: 'geo', node: nodeName, version: '1', protocol: protocolVersion, capabilities: [], wallClockMs: 0 };
  const meant = { cluster: 'geo', node: nodeName };

  it.each([
    ['the node that was meant', {}, null],
    ['another node', { node: 'pg-a1-2' }, 'wrong_peer'],
    ['another cluster', { cluster: 'other' }, 'wrong_peer'],
    ['another protocol', { protocol: protocolVersion + 1 }, 'protocol_mismatch'],
  ])('%s', (_name, change, code) => {
    const check = (): void => {
      checkInfo(meant, { ...info, ...change });
    };
    if (code === null) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ detail: expect.objectContaining({ code }) as object }) as Error);
  });
});
