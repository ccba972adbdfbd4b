import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { said } from '@tamada/core/view';
import { systemClock, until } from '@tamada/runtime';
import { join } from 'node:path';
import type { ErrorDetail } from '@tamada/core/errors';
import { errorDetail } from '@tamada/core/errors';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aclConsumers } from '../../../packages/agent/consul/acl-desired.ts';
import { clearStaleInitialize } from '../../../packages/agent/consul/clear-initialize.ts';
import type { ConsulClient } from '../../../packages/agent/consul/client.ts';
import { ensureAcl } from '../../../packages/agent/consul/ensure-acl.ts';
import { makeConsulSenses } from '../../../packages/agent/consul/consul-senses.ts';
import type { ConsulLooks } from '../../../packages/agent/consul/consul-senses.ts';
import { appendHistory, readHistory } from '../../../packages/agent/consul/history.ts';
import type { HistoryEntry } from '../../../packages/agent/consul/history.ts';
import { readSnapshot } from '../../../packages/agent/consul/snapshot.ts';
import { readLease, takeLease } from '../../../packages/agent/consul/lease-session.ts';
import type { Lease, LeaseWish } from '../../../packages/agent/consul/lease-session.ts';
import type { AdmitFence } from '../../../packages/agent/fence.ts';
import { makeFence } from '../../../packages/agent/fence.ts';
import type { Journal } from '../../../packages/agent/journal/journal.ts';
import { openJournal } from '../../../packages/agent/journal/journal.ts';
import { baseTreeMs } from './support/base-tree.ts';
import { aclNodes, startConsulServer } from './support/consul-server.ts';
import type { ConsulServer } from './support/consul-server.ts';
import type { TemporaryFolder } from './support/program.ts';
import { temporaryFolder } from './support/program.ts';

const secrets: Readonly<Record<string, string>> = Object.fromEntries(
  aclConsumers({ cluster: 'geo', scope: 'geo', nodes: aclNodes }).map(({ secret }) => [secret, randomUUID()]),
);
const secret = (name: string): string => secrets[name] ?? '';
let server: ConsulServer;

beforeAll(async () => {
  server = await startConsulServer();
}, baseTreeMs);
afterAll(() => server.stop());

function ensure(of = server): Promise<readonly string[]> {
  return ensureAcl(of.wish(secret));
}
function consul(name: string): ConsulClient {
  return server.as(secret(name));
}
const tamada = (): ConsulClient => consul('consul_token_tamada_pg-a1-1');
const asManagement = (of = server): ConsulClient => of.as(of.managementToken);
const descriptions = async (of: ConsulServer): Promise<readonly string[]> =>
  ((await asManagement(of).get('/acl/tokens')) as readonly { Description: string }[]).map(({ Description }) => Description).toSorted();

describe('access control', () => {
  test('is made right after the election, is left alone the second time, and is corrected where somebody changed it', async () => {
    const made = await ensure();
    expect(made.slice(0, 2)).toEqual(['made the management token', "ended Consul's first token"]);
    expect(made).toHaveLength(2 + 2 * (3 + 3 + 2 + 1));
    const index = await lastIndex();
    expect(await ensure()).toEqual([]);
    expect(await lastIndex()).toBe(index);

    const management = asManagement();
    const policies = (await management.get('/acl/policies')) as readonly { ID: string; Name: string }[];
    const patroni = policies.find(({ Name }) => Name === 'tamada-patroni-pg-a1-1')!;
    await management.put(`/acl/policy/${patroni.ID}`, { ...patroni, Rules: '' });
    const operator = (await consul('consul_token_operator').get('/acl/token/self')) as { AccessorID: string };
    await management.put(`/acl/token/${operator.AccessorID}`, { AccessorID: operator.AccessorID, Policies: [] });
    expect(await ensure()).toEqual(['corrected policy tamada-patroni-pg-a1-1', 'corrected token consul_token_operator']);
    expect(await ensure()).toEqual([]);
  });

  test('leaves no token that nobody kept: those of the nodes, the management token, and that of whoever shows none', async () => {
    const ours = aclConsumers({ cluster: 'geo', scope: 'geo', nodes: aclNodes }).map(({ policy }) => policy.description);
    expect(await descriptions(server)).toEqual([...ours, "the operator's management token (kept by tamada)", 'Anonymous Token'].toSorted());
  });

  test.each([
    ['consul_token_patroni_pg-a1-1', 'service/geo/leader', true],
    ['consul_token_patroni_pg-a1-1', 'service/other/leader', false],
    ['consul_token_patroni_pg-a1-1', 'tamada/geo/lease', false],
    ['consul_token_tamada_pg-a1-1', 'service/geo/initialize', true],
    ['consul_token_tamada_pg-a1-1', 'service/geo/config', false],
    ['consul_token_tamada_pg-a1-1', 'service/geo/leader', false],
    ['consul_token_tamada_pg-a1-1', 'tamada/geo/lease', true],
    ['consul_token_tamada_pg-a1-1', 'tamada/geo/history/x', true],
    ['consul_token_tamada_pg-a1-1', 'tamada/geo/x', false],
    ['consul_token_tamada_pg-a1-1', 'tamada/other/lease', false],
    ['consul_token_tamada_arb-a3', 'tamada/geo/lease', true],
    ['consul_token_tamada_arb-a3', 'service/geo/config', false],
    ['consul_token_tamada_arb-a3', 'service/geo/leader', false],
    ['consul_token_tamada_arb-a3', 'service/geo/initialize', false],
    ['consul_token_operator', 'tamada/geo/lease', false],
    ['consul_token_agent_pg-a1-1', 'service/geo/leader', false],
  ])('%s writes %s: %s', async (name, key, allowed) => {
    const write = consul(name).writeKey(key, 'x', { cas: 0 });
    if (allowed) {
      expect(await write).toBe(true);
      await asManagement().deleteKey(key);
    } else await expect(write).rejects.toMatchObject({ kind: 'denied' });
  });

  test.each([
    ['consul_token_patroni_pg-a1-1', 'pg-a1-1', true],
    ['consul_token_patroni_pg-a1-1', 'pg-a2-1', false],
    ['consul_token_patroni_pg-a2-1', 'pg-a1-1', false],
    ['consul_token_tamada_pg-a1-1', 'pg-a1-1', true],
    ['consul_token_tamada_pg-a1-1', 'pg-a2-1', false],
    ['consul_token_tamada_arb-a3', 'pg-a1-1', false],
    ['consul_token_agent_pg-a1-1', 'pg-a1-1', false],
    ['consul_token_operator', 'pg-a1-1', false],
  ])('%s ends a session of %s: %s', async (name, node, allowed) => {
    await asManagement().put('/catalog/register', { Node: node, Address: '127.0.0.1', SkipNodeUpdate: true });
    const { ID } = (await asManagement().put('/session/create', { Node: node, Checks: [], TTL: '60s' })) as { ID: string };
    const end = consul(name).destroySession(ID);
    if (allowed) await end;
    else {
      await expect(end).rejects.toMatchObject({ kind: 'denied' });
      await asManagement().destroySession(ID);
    }
  });

  test('nobody without a token reads or writes', async () => {
    await expect(server.as(null).writeKey('service/geo/leader', 'x', { cas: 0 })).rejects.toMatchObject({ kind: 'denied' });
    expect(await server.as(null).readTree('service/geo/')).toEqual([]);
  });

  test('of a cluster whose Consul had the management token in its file is the same: it knows the token', async () => {
    const old = await startConsulServer({ master: true });
    try {
      const made = await ensure(old);
      expect(made.filter((change) => change.includes('management') || change.includes('first'))).toEqual([]);
      expect(await ensure(old)).toEqual([]);
    } finally {
      await old.stop();
    }
  });

  test('that an earlier run left half made is made: what nobody kept is ended, and whoever was quicker is put out', async () => {
    const left = await startConsulServer();
    try {
      // Died after Consul's first token, which nobody knows any more; with it somebody made another that manages all.
      const { SecretID } = await waitForBootstrap(left);
      const guest = { SecretID: randomUUID(), Description: 'a guest', Policies: [{ Name: 'global-management' }] };
      await left.as(SecretID).put('/acl/token', guest);
      expect((await ensure(left))[0]).toBe('made the management token');
      expect(await ensure(left)).toEqual([]);
      for (const token of [SecretID, guest.SecretID])
        await expect(left.as(token).get('/acl/token/self')).rejects.toMatchObject({ kind: 'unknown_token' });
    } finally {
      await left.stop();
    }
  });

  test('is not taken over with another management token while the cluster’s own tokens work, nor by a server that does not lead', async () => {
    const wrong = { ...server.wish(secret), managementToken: randomUUID() };
    const index = await lastIndex();
    await expect(ensureAcl(wrong)).rejects.toMatchObject({ detail: { problem: expect.stringMatching(/restore secrets.yaml/) as unknown } });
    const strange = { ...wrong, secret: () => randomUUID(), address: '10.10.3.1' };
    await expect(ensureAcl(strange)).rejects.toMatchObject({
      detail: { problem: expect.stringMatching(/only Consul's leader/) as unknown },
    });
    expect(await lastIndex()).toBe(index);
  });
});

/** Consul's first token, as whoever asks first gets it. */
async function waitForBootstrap(of: ConsulServer): Promise<{ readonly SecretID: string }> {
  return until({
    condition: 'Consul gives its first token',
    intervalMs: 100,
    deadlineMs: 20_000,
    look: async () => {
      try {
        return { ready: true, value: (await of.as(null).put('/acl/bootstrap', {})) as { SecretID: string } };
      } catch (error) {
        return { ready: false, seen: String(error) };
      }
    },
  });
}

async function lastIndex(): Promise<number> {
  const policies = (await asManagement().get('/acl/policies')) as readonly { ModifyIndex: number }[];
  const tokens = (await asManagement().get('/acl/tokens')) as readonly { ModifyIndex: number }[];
  return Math.max(...[...policies, ...tokens].map(({ ModifyIndex }) => ModifyIndex));
}

/** One look at Consul and Patroni's keys. */
function look(of: ConsulServer, token: string | null, patienceMs = 20_000): Promise<ConsulLooks> {
  return makeConsulSenses({ token: async () => token, as: of.as, scope: 'geo', clock: systemClock }).look(patienceMs);
}

describe('status', () => {
  test('without a token says who leads, and that nothing was asked that needs one', async () => {
    const missing = { answer: 'silent', why: 'not_asked', problem: 'no token yet' };
    const { consul: told, dcs } = await look(server, null);
    expect(said(told)).toMatchObject({ leader: { name: null }, servers: missing, tokenWorks: null });
    expect(dcs).toMatchObject(missing);
  });

  test('with a token that Consul does not know says that it does not work', async () => {
    const { consul: told, dcs } = await look(server, randomUUID());
    const refused = { answer: 'silent', why: 'failed', problem: expect.stringContaining('ACL not found') as string };
    expect(said(told)).toMatchObject({ tokenWorks: false, servers: refused });
    expect(dcs).toMatchObject(refused);
  });

  test('names leader, voters and version, and Patroni’s keys with the sessions that hold them', async () => {
    const patroni = consul('consul_token_patroni_pg-a1-1');
    const write = (key: string, value: string): Promise<boolean> => patroni.writeKey(`service/geo/${key}`, value, { cas: 0 });
    const session = await patroni.createSession('patroni', 60);
    await write('config', '{"ttl":30}');
    await write('initialize', '7300000000000000001');
    await patroni.writeKey('service/geo/leader', 'pg-a1-1', { acquire: session });
    await write('sync', '{"leader":"pg-a1-1","sync_standby":"pg-a2-1,pg-a2-2"}');
    await patroni.writeKey('service/geo/members/pg-a1-1', '{"state":"running","role":"master"}', { acquire: session });
    const looks = await look(server, secret('consul_token_tamada_pg-a1-1'));
    const told = said(looks.consul);
    const dcs = said(looks.dcs);
    expect(told).toMatchObject({ tokenWorks: true, leader: { name: 'pg-a1-1' } });
    expect(told?.version).toMatch(/^\d+\.\d+\.\d+$/);
    const servers = [{ name: 'pg-a1-1', address: '127.0.0.1', voter: true, leader: true, alive: true }];
    expect(told?.servers).toMatchObject({ answer: 'said', said: servers });
    expect(dcs).toMatchObject({
      fresh: true,
      leader: { name: 'pg-a1-1', session },
      syncStandbys: ['pg-a2-1', 'pg-a2-2'],
      members: [{ name: 'pg-a1-1', session, state: { is: 'running' }, role: { is: 'leader' } }],
      config: { json: '{"ttl":30}' },
    });
    expect(dcs?.config?.index).toBeGreaterThan(0);
    await patroni.destroySession(session);
    for (const key of ['config', 'initialize', 'leader', 'sync', 'members/pg-a1-1']) await patroni.deleteKey(`service/geo/${key}`);
  });
});

describe('a Consul that does not answer', () => {
  test('is not there: that is evidence, and said without a wait', async () => {
    const gone = await startConsulServer();
    await gone.stop();
    const { consul: told, dcs } = await look(gone, randomUUID(), 60_000);
    expect(told).toMatchObject({ answer: 'silent', why: 'refused' });
    expect(dcs).toMatchObject({ answer: 'silent', why: 'refused' });
    expect(told.waitedMs).toBeLessThan(10_000);
  });

  test('is frozen: unknown, and said when the patience ends', async () => {
    const frozen = await startConsulServer();
    try {
      await frozen.program.freeze();
      const { consul: told, dcs } = await look(frozen, frozen.managementToken, 500);
      expect(told).toMatchObject({ answer: 'silent', why: 'timeout' });
      expect(dcs).toMatchObject({ answer: 'silent', why: 'timeout' });
    } finally {
      await frozen.stop();
    }
  });

  test('has no leader: its own knowledge, marked as such', async () => {
    const alone = await startConsulServer({ expect: 3 });
    try {
      const { consul: told, dcs } = await look(alone, alone.managementToken);
      expect(said(told)).toMatchObject({ leader: null });
      expect(said(dcs)?.fresh ?? false).toBe(false);
    } finally {
      await alone.stop();
    }
  });
});

describe('initialize', () => {
  const key = 'service/geo/initialize';
  const cases: readonly [string, Readonly<Record<string, string>>, boolean][] = [
    ['empty and nobody there', { initialize: '' }, true],
    ['empty, its maker stopped', { initialize: '', 'members/pg-a1-1': '{"state":"stopped"}' }, true],
    ['empty, its maker failed', { initialize: '', 'members/pg-a1-1': '{"state":"initdb failed"}' }, true],
    ['empty, somebody makes the cluster', { initialize: '', 'members/pg-a1-1': '{"state":"initializing new cluster"}' }, false],
    ['empty, a member runs', { initialize: '', 'members/pg-a1-1': '{"state":"running"}' }, false],
    ['empty, there is a leader', { initialize: '', leader: 'pg-a1-1' }, false],
    ['with a system id', { initialize: '7300000000000000001' }, false],
    ['absent', {}, false],
  ];
  test.each(cases)('%s', async (_name, keys, removed) => {
    const patroni = consul('consul_token_patroni_pg-a1-1');
    for (const [name, value] of Object.entries(keys)) await patroni.writeKey(`service/geo/${name}`, value, { cas: 0 });
    const { changed, changes } = await clearStaleInitialize(tamada(), 'geo');
    expect(changed).toBe(removed);
    expect(changes).toHaveLength('initialize' in keys ? 1 : 0);
    expect((await patroni.readKey(key)) !== null).toBe('initialize' in keys && !removed);
    for (const name of Object.keys(keys)) await patroni.deleteKey(`service/geo/${name}`);
  });
});

describe('the lease', () => {
  const wish = (over: Partial<LeaseWish> = {}): LeaseWish => ({
    cluster: 'geo',
    run: 'run-1',
    holder: 'anna@ops',
    node: 'pg-a1-1',
    instance: '1',
    ...over,
  });
  const take = (over?: Partial<LeaseWish>): Promise<Lease> => takeLease(tamada(), systemClock, wish(over));
  test('has one holder; the next number is higher', async () => {
    const first = await take();
    await expect(take({ run: 'run-2' })).rejects.toMatchObject({ detail: { code: 'locked', by: 'anna@ops (run run-1)' } });
    await first.release();
    const second = await take({ run: 'run-2' });
    expect(second.fence).toBeGreaterThan(first.fence);
    await second.release();
  });

  test('is held until the call ends', async () => {
    const lease = await take();
    const call = new AbortController();
    const held = lease.hold(call.signal);
    call.abort();
    await held;
    await lease.release();
  });

  test('lost under the holder, ends the call with an error', async () => {
    const lease = await take();
    const held = lease.hold(new AbortController().signal);
    await lease.release();
    await expect(held).rejects.toMatchObject({ detail: { code: 'request_failed', request: 'hold the lease' } });
  }, 15_000);

  test('of an agent that died is ended by the next one on its node, and by no other', async () => {
    await take({ node: 'pg-a1-2', instance: '1' });
    await expect(take({ node: 'pg-a1-1', instance: '2' })).rejects.toMatchObject({ detail: { code: 'locked' } });
    await expect(take({ node: 'pg-a1-2', instance: '1' })).rejects.toMatchObject({ detail: { code: 'locked' } });
    const next = await take({ node: 'pg-a1-2', instance: '2' });
    await next.release();
  });
});

describe('the number of a lease', () => {
  const holder = { cluster: 'geo', run: 'run-1', holder: 'anna@ops', node: 'pg-a1-1', instance: '1' };
  const known = async (): Promise<number> => (await readLease(tamada(), 'geo')).fence;
  let folder: TemporaryFolder;
  let journal: Journal;
  beforeEach(async () => {
    folder = await temporaryFolder();
    journal = await openJournal(join(folder.path, 'journal.json'));
  });
  afterEach(() => folder.remove());
  const change = async (admit: AdmitFence, fence: number | null): Promise<ErrorDetail | null> => {
    try {
      (await admit(fence))();
      return null;
    } catch (error) {
      return errorDetail(error);
    }
  };

  test('is what Consul says: an invented one is refused and kept nowhere, also by the next process', async () => {
    const lease = await takeLease(tamada(), systemClock, holder);
    const admit = makeFence(journal, known);
    expect(await change(admit, 8e15)).toEqual({ code: 'fence_wrong', known: lease.fence, got: 8e15 });
    expect(await change(admit, lease.fence)).toBeNull();
    expect(await change(admit, lease.fence - 1)).toEqual({ code: 'fence_old', current: lease.fence, got: lease.fence - 1 });
    expect(journal.read().fence).toBe(lease.fence);
    const next = makeFence(await openJournal(join(folder.path, 'journal.json')), known);
    expect(await change(next, lease.fence)).toBeNull();
    await lease.release();
  });

  test('is demanded while somebody holds the lease, and once one was seen', async () => {
    const admit = makeFence(journal, known);
    expect(await change(admit, null)).toBeNull();
    const lease = await takeLease(tamada(), systemClock, holder);
    expect(await change(admit, null)).toEqual({ code: 'fence_missing', current: lease.fence });
    expect(await change(admit, lease.fence)).toBeNull();
    await lease.release();
    expect(await change(admit, null)).toEqual({ code: 'fence_missing', current: lease.fence });
    // Whoever lost it goes on until somebody else has it.
    expect(await change(admit, lease.fence)).toBeNull();
  });

  test('that was kept and is higher than Consul’s own locks nobody out: Consul may have been made anew', async () => {
    await journal.update((state) => ({ ...state, fence: 8e15 }));
    const lease = await takeLease(tamada(), systemClock, holder);
    expect(await readLease(tamada(), 'geo')).toEqual({ run: 'run-1', holder: 'anna@ops', fence: lease.fence });
    const admit = makeFence(journal, known);
    expect(await change(admit, lease.fence)).toBeNull();
    expect(journal.read().fence).toBe(lease.fence);
    await lease.release();
    expect(await readLease(tamada(), 'geo')).toEqual({ run: '', holder: '', fence: 0 });
  });
});

describe('history', () => {
  const entry = (atMs: number, over: { run?: string; json?: string } = {}) => ({
    run: 'run-1',
    kind: 'bootstrap',
    atMs,
    json: '{}',
    ...over,
  });

  const add = (at: number, change: Partial<HistoryEntry> = {}): Promise<boolean> => appendHistory(tamada(), 'geo', entry(1, change), at);
  const read = (most: number, at = 20_000): Promise<readonly HistoryEntry[]> => readHistory(tamada(), 'geo', most, at);

  test('comes back oldest first, the newest where few are asked for, with the time of the agent', async () => {
    for (const at of [3000, 1000, 2000]) expect(await add(at, { json: `[${at}]` })).toBe(true);
    expect((await read(0)).map(({ atMs }) => atMs)).toEqual([1000, 2000, 3000]);
    expect(await read(1)).toEqual([entry(3000, { json: '[3000]' })]);
  });

  test('keeps the same entry of a run once, and two of one millisecond', async () => {
    expect(await add(3001, { json: '[3000]' })).toBe(false);
    expect(await add(3000, { json: '[1]' })).toBe(true);
    expect((await read(0)).map(({ json }) => json)).toEqual(['[1000]', '[2000]', '[3000]', '[1]']);
  });

  test('refuses an entry above 64 KiB', async () => {
    await expect(add(1, { json: 'x'.repeat(65_536) })).rejects.toMatchObject({ detail: { code: 'usage' } });
  });

  test('gives up where a whole stretch of time is taken', async () => {
    const full = Array.from({ length: 100 }, (_, index) => `tamada/geo/history/${String(5000 + index).padStart(15, '0')}-full`);
    for (const key of full) await tamada().writeKey(key, '{}', { cas: 0 });
    await expect(add(5000, { run: 'full' })).rejects.toMatchObject({ detail: { code: 'request_failed' } });
    for (const key of full) await tamada().deleteKey(key);
  });

  test('entries from the future are not told, and go with the next real one', async () => {
    for (let at = 0; at < 205; at += 1) await tamada().writeKey(`tamada/geo/history/${String(9e14 + at)}-future`, '{}', { cas: 0 });
    expect((await read(0)).map(({ json }) => json)).toEqual(['[1000]', '[2000]', '[3000]', '[1]']);
    await add(4000, { json: '[4000]' });
    expect((await read(0)).map(({ json }) => json)).toEqual(['[1000]', '[2000]', '[3000]', '[1]', '[4000]']);
    expect(await tamada().listKeys('tamada/geo/history/')).toHaveLength(5);
  });

  test('keeps 200', async () => {
    for (let at = 0; at < 205; at += 1) await add(10_000 + at, { run: `run-${at}` });
    const kept = await read(0);
    expect(kept).toHaveLength(200);
    expect(kept[0]?.atMs).toBe(10_005);
  });
});

describe('a snapshot', () => {
  const read = async (token: string): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of readSnapshot({ host: '127.0.0.1', port: server.port, token })) parts.push(part);
    return Buffer.concat(parts);
  };

  test('is what Consul restores: a gzipped tar with raft in it', async () => {
    const unpacked = gunzipSync(await read(server.managementToken)).toString('latin1');
    expect(unpacked).toContain('meta.json');
    expect(unpacked).toContain('state.bin');
  });

  test('is not given to the token of a node', async () => {
    await expect(read(secret('consul_token_tamada_pg-a1-1'))).rejects.toMatchObject({
      detail: { code: 'request_failed', problem: 'it answers 403' },
    });
  });
});
