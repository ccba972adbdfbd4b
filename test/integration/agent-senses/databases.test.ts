import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '@tamada/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureDatabases } from '../../../packages/agent/postgres/ensure-databases.ts';
import { makePsql } from '../../../packages/agent/postgres/psql.ts';
import type { Psql } from '../../../packages/agent/postgres/psql.ts';
import { readSessions } from '../../../packages/agent/postgres/read-sessions.ts';
import { readSettings } from '../../../packages/agent/postgres/read-settings.ts';
import type { DatabasesWish, RoleWish } from '../../../packages/agent/postgres/wish.ts';
import { baseTreeMs } from './support/base-tree.ts';
import { freePorts } from './support/free-ports.ts';
import { makeHostTree } from './support/host-tree.ts';
import type { HostTree } from './support/host-tree.ts';

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const bin = '/usr/lib/postgresql/15/bin';
const data = '/var/lib/postgresql/test';
let tree: HostTree;
let port: number;
let psql: Psql;

beforeAll(async () => {
  tree = await makeHostTree();
  [port = 0] = await freePorts(1);
  await asPostgres(`${bin}/initdb`, '--no-sync', '--auth-local=peer', '--auth-host=scram-sha-256', '--pgdata', data);
  const settings = {
    port: String(port),
    fsync: 'off',
    log_statement: 'all',
    logging_collector: 'on',
    log_directory: '/tmp',
    log_filename: 'server.log',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  tree.start(['runuser', '--user', 'postgres', '--', `${bin}/postgres`, '-D', data, ...words]);
  psql = makePsql(tree.run, { program: join(bin, 'psql'), socketFolder: '/run/postgresql', port, osUser: 'postgres' });
  await until({
    condition: 'PostgreSQL answers',
    intervalMs: 50,
    deadlineMs: 20_000,
    look: () =>
      psql.execute('look', 'SELECT 1').then(
        () => ({ ready: true, value: null }),
        (error: unknown) => ({ ready: false, seen: String(error) }),
      ),
  });
}, baseTreeMs);
afterAll(() => tree.remove());

async function asPostgres(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await tree.run(['runuser', '--user', 'postgres', '--', ...argv], { timeoutMs: 30_000 });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** Over TCP, so that the server asks for the password. */
async function logIn(
  user: string,
  password: string,
  database = 'postgres',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const connection = ['--host', '127.0.0.1', '--port', String(port), '--username', user, '--dbname', database, '--no-password'];
  const argv = [`${bin}/psql`, ...connection, '--no-align', '--tuples-only', '--command', 'SELECT current_user'] as const;
  return tree.run(argv, { timeoutMs: 10_000, env: { PGPASSWORD: password } });
}

function role(name: string, over: Partial<RoleWish> = {}): RoleWish {
  return { name, password: 'secret', options: [], ...over };
}
function wish(over: Partial<DatabasesWish>): DatabasesWish {
  return { roles: [], databases: [], ...over };
}

describe('roles and databases', () => {
  test('a password of every printable ASCII character logs in; nothing is done the second time', async () => {
    const wanted = wish({ roles: [role('app', { password: printable })], databases: [{ name: 'app', owner: 'app' }] });
    expect(await ensureDatabases(psql, wanted)).toEqual(['made role app', 'made database app']);
    const { code, stdout, stderr } = await logIn('app', printable, 'app');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'app\n', stderr: '' });
    expect((await logIn('app', printable.slice(0, -1))).code).not.toBe(0);
    expect(await ensureDatabases(psql, wanted)).toEqual([]);
  });

  test('names are taken literally', async () => {
    const odd = `o'd"d \\ $$; DROP ROLE app; --`;
    const wanted = wish({ roles: [role(odd)], databases: [{ name: odd, owner: odd }] });
    expect(await ensureDatabases(psql, wanted)).toHaveLength(2);
    expect((await logIn(odd, 'secret')).stdout).toBe(`${odd}\n`);
    expect(await ensureDatabases(psql, wanted)).toEqual([]);
  });

  test('a changed password, options and owner are corrected, and only they', async () => {
    const roles = (password: string, options: readonly string[]): RoleWish[] => [role('worker', { password, options })];
    await ensureDatabases(psql, wish({ roles: roles('one', ['CREATEDB']), databases: [{ name: 'work', owner: '' }] }));
    expect(await ensureDatabases(psql, wish({ roles: roles('two', ['CREATEDB']) }))).toEqual(['role worker: new password']);
    expect((await logIn('worker', 'two')).code).toBe(0);
    expect(await ensureDatabases(psql, wish({ roles: roles('two', ['REPLICATION']) }))).toEqual([
      'role worker: LOGIN NOCREATEDB NOCREATEROLE REPLICATION',
    ]);
    expect((await logIn('worker', 'two')).code).toBe(0);
    const owned = wish({ databases: [{ name: 'work', owner: 'worker' }] });
    expect(await ensureDatabases(psql, owned)).toEqual(['database work: owner worker']);
    expect(await ensureDatabases(psql, owned)).toEqual([]);
  });

  test('neither passwords nor verifiers reach the server’s log', async () => {
    const log = await asPostgres('cat', '/tmp/server.log');
    expect(log).toContain('SET log_statement');
    expect(log).not.toContain('SCRAM-SHA-256$');
    expect(log).not.toContain('CREATE ROLE');
  });

  test('an unknown option is refused, and nothing is changed', async () => {
    const wanted = wish({ roles: [role('other'), role('boss', { options: ['SUPERUSER'] })] });
    await expect(ensureDatabases(psql, wanted)).rejects.toMatchObject({ detail: { code: 'usage' } });
    expect((await logIn('other', 'secret')).code).not.toBe(0);
  });

  test('a node that is not the leader is refused', async () => {
    const copy = '/var/lib/postgresql/standby';
    const [other = 0] = await freePorts(1);
    await asPostgres(
      `${bin}/pg_basebackup`,
      '--host=/run/postgresql',
      `--port=${port}`,
      '--write-recovery-conf',
      '--checkpoint=fast',
      '--no-sync',
      '--pgdata',
      copy,
    );
    tree.start(['runuser', '--user', 'postgres', '--', `${bin}/postgres`, '-D', copy, '-c', `port=${other}`]);
    const standby = makePsql(tree.run, { program: join(bin, 'psql'), socketFolder: '/run/postgresql', port: other, osUser: 'postgres' });
    await until({
      condition: 'the standby answers',
      intervalMs: 50,
      deadlineMs: 20_000,
      look: () =>
        standby.execute('look', 'SELECT 1').then(
          () => ({ ready: true, value: null }),
          (error: unknown) => ({ ready: false, seen: String(error) }),
        ),
    });
    await expect(ensureDatabases(standby, wish({ roles: [role('late')] }))).rejects.toMatchObject({
      detail: { code: 'request_failed', problem: 'this node is not the leader' },
    });
  });
});

test('sessions are counted, with the age of the oldest transaction', async () => {
  expect(await readSessions(psql)).toEqual({
    clients: 0,
    inTransaction: 0,
    longestSeconds: 0,
    prepared: 0,
    commitWaitSeconds: 0,
    copiedBytes: 0,
    copyBytes: 0,
    overNetwork: 0,
  });
  const open = psql.execute('hold', 'BEGIN; SELECT pg_sleep(6); COMMIT;');
  await expect.poll(() => readSessions(psql), { timeout: 20_000 }).toMatchObject({ clients: 1, inTransaction: 1 });
  await expect.poll(async () => (await readSessions(psql)).longestSeconds, { timeout: 20_000 }).toBeGreaterThan(0.5);
  await open;
});

test('settings are told as pg_settings has them, and lines of pg_hba.conf that the server does not take', async () => {
  const hba = join(tree.root, data, 'pg_hba.conf');
  const before = readFileSync(hba, 'utf8');
  writeFileSync(hba, `${before}host all all 10.0.0.0/99 reject\n`);
  const { settings, hbaErrors, ...made } = await readSettings(psql, ['work_mem', 'fsync', "no_such'"]);
  writeFileSync(hba, before);
  expect(settings.toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
    { name: 'fsync', value: 'off', pendingRestart: false },
    { name: 'work_mem', value: '4096', pendingRestart: false },
  ]);
  expect(made).toMatchObject({ encoding: expect.stringMatching(/^[A-Z_0-9]+$/) as string, checksums: false });
  expect(hbaErrors).toMatchObject([{ line: before.split('\n').length, words: expect.stringContaining('10.0.0.0') as string }]);
});
