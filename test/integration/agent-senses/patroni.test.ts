import { randomUUID } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { certificateSubject } from '@tamada/core/certificates';
import { TamadaError } from '@tamada/core/errors';
import { said, type DcsSaid } from '@tamada/core/view';
import { systemClock, until } from '@tamada/runtime';
import { createAuthority, issueCertificate } from '@tamada/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureAcl } from '../../../packages/agent/consul/ensure-acl.ts';
import { makeConsulSenses } from '../../../packages/agent/consul/consul-senses.ts';
import type { ConsulClient } from '../../../packages/agent/consul/client.ts';
import type { JsonObject } from '../../../packages/agent/json/fields.ts';
import { changeLeader, restartMember } from '../../../packages/agent/patroni/member-orders.ts';
import { ensureDynamicConfig } from '../../../packages/agent/patroni/ensure-dynamic-config.ts';
import type { PatroniAddress } from '../../../packages/agent/patroni/rest.ts';
import { memberStatus } from '../../../packages/agent/patroni/member-status.ts';
import { makePsql, type Psql } from '../../../packages/agent/postgres/psql.ts';
import { postmasterStatus } from '../../../packages/agent/postgres/postmaster.ts';
import { silenceOf } from '../../../packages/agent/status/silence.ts';
import { baseTreeMs } from './support/base-tree.ts';
import { startConsulServer } from './support/consul-server.ts';
import type { ConsulServer } from './support/consul-server.ts';
import { freePorts } from './support/free-ports.ts';
import { makeHostTree } from './support/host-tree.ts';
import type { HostTree } from './support/host-tree.ts';
import type { RunningProgram } from './support/program.ts';

const password = `it's "quoted" \\ and more: {}[]#&*!|>%@\``;
const tokens = new Map<string, string>();
let consul: ConsulServer;
let tree: HostTree;
let patroni: RunningProgram;
let address: PatroniAddress;
let psql: Psql;

function token(name: string): string {
  const value = tokens.get(name) ?? randomUUID();
  tokens.set(name, value);
  return value;
}
const asTamada = (): ConsulClient => consul.as(token('consul_token_tamada_pg-a1-1'));

/** Patroni's keys; null where nobody tells of them. */
async function dcsNow(): Promise<DcsSaid | null> {
  const senses = makeConsulSenses({
    token: async () => token('consul_token_tamada_pg-a1-1'),
    as: consul.as,
    scope: 'geo',
    clock: systemClock,
  });
  return said((await senses.look(20_000)).dcs);
}

beforeAll(async () => {
  consul = await startConsulServer();
  await ensureAcl(consul.wish(token));
  tree = await makeHostTree();
  const [rest = 0, postgres = 0] = await freePorts(2);
  psql = makePsql(tree.run, {
    program: '/usr/lib/postgresql/15/bin/psql',
    socketFolder: '/run/postgresql',
    port: postgres,
    osUser: 'postgres',
  });
  const authority = await createAuthority('geo', Date.now());
  const subject = certificateSubject({ node: 'pg-a1-1', address: '127.0.0.1', consulDatacenter: 'geo' }, 'patroni');
  const { certificate, key } = await issueCertificate({ authority, subject, nowMs: Date.now() });
  const files = { 'authority.crt': authority.certificate, 'rest.crt': certificate, 'rest.key': key };
  for (const [name, content] of Object.entries(files)) await writeFile(join(tree.root, 'etc/patroni', name), content);
  await tree.run(['chown', 'postgres', '/etc/patroni/rest.key'], { timeoutMs: 5000 });
  address = { host: '127.0.0.1', port: rest, servername: 'pg-a1-1', authority: join(tree.root, 'etc/patroni/authority.crt') };
  const config = join(tree.root, 'etc/patroni/test.json');
  await writeFile(config, JSON.stringify(patroniConfig(rest, postgres)));
  await chmod(config, 0o644);
  patroni = tree.start(['runuser', '--user', 'postgres', '--', '/usr/bin/patroni', '/etc/patroni/test.json']);
  await until({
    condition: 'the member runs as the leader',
    intervalMs: 100,
    deadlineMs: 60_000,
    look: async () => {
      const member = await memberStatus(address, 20_000).catch(() => null);
      // It leads a little before the cluster's keys are all there.
      const made = (await dcsNow())?.config != null && member?.systemId != null;
      const ready = member?.state.is === 'running' && member.role?.is === 'leader' && made;
      return ready ? { ready, value: null } : { ready: false, seen: `${JSON.stringify(member)}\n${patroni.output()}` };
    },
  });
}, baseTreeMs);
afterAll(async () => {
  await tree.remove();
  await consul.stop();
});

/** JSON is YAML too. */
function patroniConfig(rest: number, postgres: number): unknown {
  const user = (username: string): unknown => ({ username, password: 'secret' });
  return {
    scope: 'geo',
    name: 'pg-a1-1',
    restapi: {
      ...{ listen: `127.0.0.1:${rest}`, connect_address: `127.0.0.1:${rest}`, authentication: { username: 'patroni', password } },
      ...{ certfile: '/etc/patroni/rest.crt', keyfile: '/etc/patroni/rest.key', cafile: '/etc/patroni/authority.crt' },
    },
    consul: { host: `127.0.0.1:${consul.port}`, token: token('consul_token_patroni_pg-a1-1'), register_service: false, checks: [] },
    bootstrap: { dcs: { ttl: 30, loop_wait: 1, postgresql: { parameters: { max_connections: 50 } } }, initdb: [{ encoding: 'UTF8' }] },
    postgresql: {
      listen: `127.0.0.1:${postgres}`,
      connect_address: `127.0.0.1:${postgres}`,
      data_dir: '/var/lib/postgresql/patroni',
      bin_dir: '/usr/lib/postgresql/15/bin',
      pgpass: '/tmp/pgpass',
      authentication: { superuser: user('postgres'), replication: user('replicator') },
      parameters: { unix_socket_directories: '/run/postgresql' },
    },
  };
}

test('the member as its Patroni tells it, with no more rights in Consul than its token has', async () => {
  const status = await memberStatus(address, 20_000);
  const role = { is: 'leader', text: 'master' };
  expect(status).toMatchObject({ state: { is: 'running', text: 'running' }, role, timeline: 1, version: '3.0.2', standbys: [] });
  expect(status.lsn).toMatch(/^0\/[0-9A-F]+$/);
  expect(status.systemId).toMatch(/^\d{19}$/);
  expect(patroni.output()).not.toMatch(/Permission denied|ACL not found/);
  const dcs = await dcsNow();
  expect(dcs).toMatchObject({ fresh: true, leader: { name: 'pg-a1-1' }, initialize: { systemId: status.systemId } });
  expect(dcs?.members).toMatchObject([
    { name: 'pg-a1-1', state: { is: 'running' }, role: { is: 'leader' }, session: dcs?.leader?.session },
  ]);
});

describe('the dynamic configuration', () => {
  const index = async (): Promise<number> => (await dcsNow())?.config?.index ?? 0;

  const ensure = (desired: JsonObject, as = password): Promise<readonly string[]> =>
    ensureDynamicConfig({ consul: asTamada(), scope: 'geo', patroni: address, password: as }, desired);

  test('that is as desired is not written again', async () => {
    const before = await index();
    expect(before).toBeGreaterThan(0);
    expect(await ensure({ ttl: 30, postgresql: { parameters: { max_connections: 50 } } })).toEqual([]);
    expect(await index()).toBe(before);
  });

  test('that differs is patched, and what nobody asked for stays', async () => {
    const before = await index();
    const desired = { ttl: 40, postgresql: { parameters: { work_mem: '8MB' } } };
    expect(await ensure(desired)).toEqual(['ttl', 'postgresql.parameters.work_mem']);
    expect(await index()).toBeGreaterThan(before);
    const config = JSON.parse((await dcsNow())?.config?.json ?? '') as unknown;
    expect(config).toMatchObject({ ttl: 40, loop_wait: 1, postgresql: { parameters: { max_connections: 50, work_mem: '8MB' } } });
    expect(await ensure(desired)).toEqual([]);
  });

  test('is not changed without the password, and the error does not tell it', async () => {
    const before = await index();
    const error = await ensure({ ttl: 50 }, 'wrong-password').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TamadaError);
    expect((error as TamadaError).detail).toMatchObject({ code: 'request_failed', program: 'patroni', request: 'PATCH /config' });
    expect((error as TamadaError).message).not.toContain('wrong-password');
    expect(await index()).toBe(before);
  });
});

describe('a switchover', () => {
  const change = (to: string, as = password) => changeLeader({ patroni: address, password: as, psql }, { from: 'pg-a1-1', to });
  const checkpoints = async () => Number(await psql.execute('count checkpoints', 'SELECT checkpoints_req FROM pg_stat_bgwriter;'));

  test('that Patroni refuses is told in its words, and nothing but a checkpoint was begun', async () => {
    const before = await checkpoints();
    expect(await change('pg-a1-2')).toEqual({ outcome: 'refused', words: 'candidate does not exists' });
    expect((await dcsNow())?.leader?.name).toBe('pg-a1-1');
    await expect.poll(checkpoints, { timeout: 20_000 }).toBeGreaterThan(before);
  });

  test('is not asked for without the password', async () => {
    await expect(change('pg-a1-2', 'wrong')).rejects.toMatchObject({ detail: { code: 'request_failed', request: 'POST /switchover' } });
  });
});

describe('a restart', () => {
  const restart = (onlyIfPending: boolean, as = password) => restartMember({ patroni: address, password: as, psql }, { onlyIfPending });

  test('that is not pending is refused where only that was asked for, and not asked for without the password', async () => {
    const before = await memberStatus(address, 20_000);
    expect(before.startedAtMs).toBeGreaterThan(Date.now() - 600_000);
    expect(await restart(true)).toEqual({ outcome: 'refused', words: 'restart conditions are not satisfied' });
    await expect(restart(false, 'wrong')).rejects.toMatchObject({ detail: { code: 'request_failed', request: 'POST /restart' } });
    expect(await memberStatus(address, 20_000)).toMatchObject({ startedAtMs: before.startedAtMs });
  });
});

test('its postmaster is found by its pid file, and is ready', async () => {
  const data = join(tree.root, 'var/lib/postgresql/patroni');
  expect(await postmasterStatus(data, join(tree.root, 'proc'))).toEqual({ alive: true, state: { is: 'ready', text: 'ready' } });
});

test('a Patroni that hangs is said within the deadline', async () => {
  const { stdout } = await tree.run(['pgrep', '--full', '--oldest', 'python3 /usr/bin/patroni'], { timeoutMs: 5000 });
  const signal = (name: string): Promise<unknown> => tree.run(['kill', `-${name}`, stdout.trim()], { timeoutMs: 5000 });
  await signal('STOP');
  await until({
    condition: 'Patroni is frozen',
    intervalMs: 5,
    deadlineMs: 5000,
    look: async () => {
      const stat = await readFile(join(tree.root, 'proc', stdout.trim(), 'stat'), 'utf8');
      return stat.includes(') T ') ? { ready: true, value: null } : { ready: false, seen: stat };
    },
  });
  const error: unknown = await memberStatus(address, 800).catch((caught: unknown) => caught);
  await signal('CONT');
  expect(silenceOf(error)).toMatchObject({ why: 'timeout' });
});

test('a Patroni that is not there is said at once', async () => {
  const [port = 0] = await freePorts(1);
  const error: unknown = await memberStatus({ ...address, port }, 60_000).catch((caught: unknown) => caught);
  expect(silenceOf(error)).toMatchObject({ why: 'refused' });
});

test('a program on Patroni’s port that has not its certificate is not believed', async () => {
  const error: unknown = await memberStatus({ ...address, servername: 'pg-a1-2' }, 2000).catch((caught: unknown) => caught);
  expect(String(error)).toContain('pg-a1-2');
});

test('a renewed certificate is shown after a reload, and Patroni is gone for less than two looks', async () => {
  const before = await shownBy(address.port);
  const authority = await createAuthority('geo', Date.now());
  const subject = certificateSubject({ node: 'pg-a1-1', address: '127.0.0.1', consulDatacenter: 'geo' }, 'patroni');
  const { certificate, key } = await issueCertificate({ authority, subject, nowMs: Date.now() });
  await writeFile(join(tree.root, 'etc/patroni/rest.key'), key);
  await writeFile(join(tree.root, 'etc/patroni/rest.crt'), certificate);
  const { stdout } = await tree.run(['pgrep', '--full', '--oldest', 'python3 /usr/bin/patroni'], { timeoutMs: 5000 });
  await tree.run(['kill', '-HUP', stdout.trim()], { timeoutMs: 5000 });
  let [goneSince, longestGoneMs] = [0, 0];
  await until({
    condition: 'Patroni shows the new certificate',
    intervalMs: 10,
    deadlineMs: 20_000,
    look: async () => {
      const shown = await shownBy(address.port).catch(() => null);
      if (shown === null) goneSince ||= performance.now();
      else goneSince = 0;
      if (goneSince > 0) longestGoneMs = Math.max(longestGoneMs, performance.now() - goneSince);
      return shown !== null && shown !== before ? { ready: true, value: null } : { ready: false, seen: patroni.output() };
    },
  });
  expect(longestGoneMs).toBeLessThan(950);
});

async function shownBy(port: number): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(2000) });
    return socket.getPeerCertificate().fingerprint256;
  } finally {
    socket.destroy();
  }
}
