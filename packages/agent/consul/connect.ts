import { Agent } from 'node:http';
import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { ports } from '@tamada/core/platform';
import Consul from 'consul';
import type { SecretStore } from '../journal/secret-store.ts';
import type { ConsulAccess, ConsulClient, ConsulKey, ReadOptions } from './client.ts';
import { consulFailure, consulFailureKind } from './failure.ts';
import type { NpmConsul, NpmOptions, RawKey } from './npm-consul.ts';

const defaultTimeoutMs = 5000;

export function connectConsul(access: ConsulAccess): ConsulClient {
  // A connection per request: none is kept over a restart of Consul.
  const agent = new Agent({ keepAlive: false });
  access.signal?.addEventListener('abort', () => {
    agent.destroy();
  });
  const npm = new Consul({ host: access.host, port: access.port, agent }) as unknown as NpmConsul;
  const token = access.token === null ? {} : { token: access.token };
  const headers: Readonly<Record<string, string>> = access.token === null ? {} : { 'x-consul-token': access.token };
  const common = ({ stale = false, timeoutMs = defaultTimeoutMs }: ReadOptions = {}): NpmOptions => ({
    ...token,
    stale,
    timeout: timeoutMs,
  });

  return {
    readKey: (key, options) => attempt(`read ${key}`, async () => plainKeys(await npm.kv.get({ ...common(options), key }))[0] ?? null),
    readTree: (prefix, options) =>
      attempt(`read ${prefix}`, async () => plainKeys(await npm.kv.get({ ...common(options), key: prefix, recurse: true }))),
    listKeys: (prefix) =>
      attempt(`list ${prefix}`, () => npm.kv.keys({ ...common(), key: prefix })).catch((error: unknown) => emptyWhereMissing(error)),
    writeKey: (key, value, condition) =>
      attempt(`write ${key}`, async () => (await npm.kv.set({ ...common(), key, value, ...condition })) === true),
    deleteKey: (key, cas) =>
      attempt(`delete ${key}`, async () => (await npm.kv.del({ ...common(), key, ...(cas === undefined ? {} : { cas }) })) === true),
    createSession: (name, ttlSeconds) =>
      attempt('create a session', async () => {
        const options = { name, ttl: `${ttlSeconds}s`, lockdelay: '0s', behavior: 'release', checks: [] } as const;
        return (await npm.session.create({ ...common(), ...options })).ID;
      }),
    renewSession: (id, timeoutMs) =>
      attempt('renew a session', async () => {
        await npm.session.renew({ ...common({ timeoutMs }), id });
      }),
    destroySession: (id) =>
      attempt('end a session', async () => {
        await npm.session.destroy({ ...common(), id });
      }),
    leaderAddress: (options) => attempt('ask for the leader', async () => (await npm.status.leader(common(options))) ?? ''),
    get: (path, options) =>
      attempt(`GET ${path}`, async () => {
        const query: Readonly<Record<string, string>> = options?.stale === true ? { stale: '' } : {};
        return (await npm._get({ path, headers, query, timeout: options?.timeoutMs ?? defaultTimeoutMs })).body;
      }),
    put: (path, body) =>
      attempt(`PUT ${path}`, async () => (await npm._put({ path, headers, query: {}, timeout: defaultTimeoutMs, body })).body),
    remove: (path) =>
      attempt(`DELETE ${path}`, async () => {
        await npm._delete({ path, headers, query: {}, timeout: defaultTimeoutMs });
      }),
  };
}

async function attempt<T>(request: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw consulFailure(error, request);
  }
}

function emptyWhereMissing(error: unknown): readonly string[] {
  if (consulFailureKind(error) === 'not_found') return [];
  throw error;
}

function plainKeys(found: RawKey | readonly RawKey[] | undefined): readonly ConsulKey[] {
  const keys: readonly RawKey[] = found === undefined ? [] : [found].flat();
  return keys.map(({ Key, Value, ModifyIndex, Session }) => ({
    key: Key,
    value: Value ?? '',
    modifyIndex: ModifyIndex,
    session: Session ?? '',
  }));
}

/** The node's own Consul, on loopback. */
export function localConsul(token: string | null, signal?: AbortSignal): ConsulClient {
  return connectConsul({ host: '127.0.0.1', port: ports.consulHttp, token, signal });
}

/** The node's own Consul as the holder of a token; `secret_missing` where the node does not have that yet. */
export async function consulAs(secrets: SecretStore, secret: string): Promise<ConsulClient> {
  return localConsul(secretOf(await secrets.all(), secret));
}

export function secretOf(values: SecretValues, name: string): string {
  const value = values[name];
  if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: 'consul' });
  return value;
}
