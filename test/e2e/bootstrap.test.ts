import type { ClusterStatus } from '@tamada/core/verdict';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { step, tamada } from '../../scripts/cluster/operator.ts';
import { hosts, seats, type Lab } from '../../scripts/lab/index.ts';
import { everyPrintable } from '../../scripts/cluster/known.ts';
import { fingerprint } from './support/fingerprint.ts';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { status, untilHealthy } from '../../scripts/cluster/status.ts';

const databases = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'] as const;
const consulServers = [...databases, 'arb-a3'] as const;

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('enrolled');
});
afterAll(() => lab.close());

/** Only the status of the answer, from a server that the cluster's authority vouches for. */
const ask = ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '--cacert', '/etc/tamada/tls/authority.crt'];

describe('bootstrap from nothing', () => {
  test('a dry run shows the phases and changes nothing', async () => {
    const { stdout } = await step({ lab, say: () => undefined }, ['bootstrap', '--dry-run']);
    for (const phase of ['preflight', 'packages', 'certificates', 'bundles', 'consul', 'acl', 'leader', 'replicas'])
      expect(stdout).toContain(phase);
    const { stdout: files } = await lab.exec('pg-a1-1', ['find', '/etc/patroni', '/etc/consul.d', '-newer', '/etc/tamada/agent.yaml']);
    expect(files).toBe('');
  });

  test('the cluster stands afterwards', async () => {
    await step({ lab, say: (line) => void process.stderr.write(`${line}\n`) }, ['bootstrap']);
    const now = await untilHealthy(lab);
    expect(now.members.map(({ name, datacenter, runs, timeline }) => [name, datacenter, runs, timeline])).toEqual([
      ['pg-a1-1', 'a1', 'yes', 1],
      ['pg-a1-2', 'a1', 'yes', 1],
      ['pg-a2-1', 'a2', 'yes', 1],
      ['pg-a2-2', 'a2', 'yes', 1],
    ]);
    expect(now.members.filter(({ state }) => state === 'sync_standby')).toHaveLength(2);
    expect(now.members.some(({ state, datacenter }) => state === 'sync_standby' && datacenter === 'a2')).toBe(true);
    expect(now.consul).toMatchObject({ voters: 5, alive: 5 });
    // Nothing is wrong; that a backup should be proved is said from the first day.
    expect(now.findings.map(({ code }) => code)).toEqual(['proof_old']);
  });

  test('a second bootstrap changes nothing: not a unit, not a file, not the DCS', async () => {
    const before = await fingerprint(lab);
    const { stdout, stderr } = await step({ lab, say: () => undefined }, ['bootstrap']);
    expect(`${stdout}${stderr}`).toContain('nothing was changed');
    expect(await fingerprint(lab)).toEqual(before);
  });
});

describe('what stands', () => {
  test('a password of every printable character logs in, over TLS, from another host', async () => {
    const address = 'host=10.10.1.1 port=5432 user=app dbname=app sslmode=require';
    const { code, stdout, stderr } = await lab.exec('pg-a2-2', [
      'env',
      `PGPASSWORD=${everyPrintable}`,
      'psql',
      '-XAtc',
      'select current_user, ssl from pg_stat_ssl where pid = pg_backend_pid()',
      address,
    ]);
    expect({ code, stdout: stdout.trim(), stderr }).toEqual({ code: 0, stdout: 'app|t', stderr: '' });
  });

  test('a wrong password does not', async () => {
    const { code, stderr } = await lab.exec('pg-a2-2', [
      'env',
      'PGPASSWORD=wrong',
      'psql',
      '-XAtc',
      'select 1',
      'host=10.10.1.1 user=app dbname=app',
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('password authentication failed');
  });

  test.each([
    { who: 'the superuser', from: 'pg-a2-2', login: 'user=postgres dbname=postgres' },
    { who: 'a replication user without TLS', from: 'pg-a2-2', login: 'user=replicator dbname=postgres replication=true sslmode=disable' },
    { who: 'a replication user', from: 'backup', login: 'user=replicator dbname=postgres replication=true' },
  ] as const)('$who is refused from $from, with the right password', async ({ from, login }) => {
    const { stderr } = await lab.exec(from, [
      'env',
      `PGPASSWORD=${everyPrintable}`,
      'psql',
      '-XAtc',
      'select 1',
      `host=10.10.1.1 ${login}`,
    ]);
    expect(stderr).toMatch(/no pg_hba.conf entry|pg_hba.conf rejects/);
  });

  test('replication between hosts is encrypted', async () => {
    const rows = await sql(lab, 'pg-a1-1', 'select s.ssl from pg_stat_replication r join pg_stat_ssl s using (pid)');
    expect(rows).toEqual(['t', 't', 't']);
  });

  test('data checksums are on and WAL archiving is ready', async () => {
    expect(await sql(lab, 'pg-a1-1', 'show data_checksums; show archive_mode; show wal_log_hints;')).toEqual(['on', 'on', 'on']);
    const [failed] = await sql(lab, 'pg-a1-1', 'select pg_switch_wal(); select failed_count from pg_stat_archiver;').then((rows) =>
      rows.slice(-1),
    );
    expect(failed).toBe('0');
  });

  test.each(databases)('%s refuses unsafe Patroni calls without credentials', async (host) => {
    const unsafe = ['restart', 'reinitialize', 'switchover', 'failover', 'reload', 'config'];
    for (const path of unsafe) {
      const method = path === 'config' ? 'PATCH' : 'POST';
      const { stdout } = await lab.exec(host, [...ask, '-X', method, '-d', '{}', `https://${seats[host].address}:8008/${path}`]);
      expect(`${path} ${stdout}`).toMatch(/ (401|403)$/);
    }
  });

  test('Patroni refuses unsafe calls from an address that is no member, whoever asks', async () => {
    const { stdout } = await lab.exec('backup', [...ask, '-X', 'POST', '-u', `patroni:${everyPrintable}`, 'https://10.10.1.1:8008/reload']);
    expect(stdout).toBe('403');
  });

  test.each(consulServers)('%s refuses Consul calls without a token', async (host) => {
    const curl = (...argv: string[]) => lab.exec(host, ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', ...argv]);
    expect((await curl('-X', 'PUT', '-d', 'x', 'http://127.0.0.1:8500/v1/kv/service/geo/leader')).stdout).toBe('403');
    expect((await curl('http://127.0.0.1:8500/v1/kv/service/geo/leader')).stdout).toMatch(/^(403|404)$/);
    expect((await curl('-X', 'PUT', '-d', '{}', 'http://127.0.0.1:8500/v1/session/create')).stdout).toBe('403');
    const address = {
      'pg-a1-1': '10.10.1.1',
      'pg-a1-2': '10.10.1.2',
      'pg-a2-1': '10.10.2.1',
      'pg-a2-2': '10.10.2.2',
      'arb-a3': '10.10.3.1',
    }[host];
    expect((await curl('--max-time', '2', `http://${address}:8500/v1/status/leader`)).code).not.toBe(0);
  });

  test.each(hosts)('%s keeps secrets to those who need them', async (host) => {
    const { stdout } = await lab.exec(host, [
      'find',
      '/etc/tamada',
      '/etc/consul.d',
      '/etc/patroni',
      '/var/lib/tamada',
      '-type',
      'f',
      '-perm',
      '/o=r',
      '(',
      '-name',
      '*.key',
      '-o',
      '-name',
      'config.yml',
      '-o',
      '-name',
      '*secret*',
      ')',
    ]);
    expect(stdout).toBe('');
    const { stdout: seen } = await lab.exec(host, ['journalctl', '--no-pager', '--output=cat']);
    expect(seen.includes(everyPrintable)).toBe(false);
  });
});

test('status of a node that is off or frozen comes in time and says so', async () => {
  const timed = async (): Promise<readonly [ClusterStatus, number]> => {
    const began = performance.now();
    return [await status(lab), performance.now() - began];
  };
  const [, usual] = await timed();
  await lab.freeze('arb-a3');
  const [now, took] = await timed();
  await lab.thaw('arb-a3');
  expect(now.agents.find(({ name }) => name === 'arb-a3')).toMatchObject({ answers: false });
  expect(now.findings.map(({ code, node }) => [code, node])).toContainEqual(['agent_silent', 'arb-a3']);
  // It costs its own short deadline more than the same look a moment ago.
  expect(took).toBeLessThan(2 * usual + 3_000);
});

test('a mistake in cluster.yaml is refused before anything is touched', async () => {
  const { code, stderr } = await tamada(lab, ['-C', '/nonexistent', 'status']);
  expect(code).toBe(2);
  expect(stderr).toContain('tamada init');
});
