import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@tamada/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { step } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { untilHealthy } from '../../scripts/cluster/status.ts';
import { hosts, seats, type Host, type Lab } from '../../scripts/lab/index.ts';

const databases = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'] as const;

let lab: Lab;
let secrets: Readonly<Record<string, string>>;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  secrets = parse(await readFile(join(lab.operator.workspace, 'secrets.yaml'), 'utf8')) as typeof secrets;
});
afterAll(() => lab.close());

/** Names of those Consul tokens of the workspace that stand in a file of the host, Consul's own store left out. */
async function tokensOn(host: Host): Promise<readonly string[]> {
  const tokens = Object.entries(secrets).filter(([name]) => name.startsWith('consul_token_'));
  const search = ['grep', '--recursive', '--no-filename', '--only-matching', '--fixed-strings', '--file=-', '/etc', '/var/lib/tamada'];
  const { stdout } = await lab.exec(host, search, { input: tokens.map(([, value]) => `${value}\n`).join('') });
  const found = new Set(stdout.split('\n'));
  return tokens.flatMap(([name, value]) => (found.has(value) ? [name] : []));
}

describe('what a host knows', () => {
  test.each(hosts)('%s has its own tokens of Consul and no others', async (host) => {
    const own = host === 'backup' ? [] : host === 'arb-a3' ? ['agent', 'tamada'] : ['agent', 'patroni', 'tamada'];
    expect((await tokensOn(host)).toSorted()).toEqual(own.map((whose) => `consul_token_${whose}_${host}`).toSorted());
  });

  test.each(hosts)('%s has a key for each use, and no two are the same', async (host) => {
    const { stdout } = await lab.exec(host, ['sh', '-c', 'sha256sum /etc/tamada/tls/*.key /var/lib/tamada/tls/*.key 2>/dev/null; true']);
    const keys = stdout.split('\n').filter((line) => line !== '');
    const ofDatabase = ['agent', 'backup', 'consul', 'patroni', 'postgres'];
    const names = host === 'backup' ? ['agent', 'backup', 'postgres'] : host === 'arb-a3' ? ['agent', 'consul'] : ofDatabase;
    expect(keys.map((line) => /([a-z]+)\.key$/.exec(line)?.[1])).toEqual(names);
    expect(new Set(keys.map((line) => line.slice(0, 64))).size).toBe(names.length);
  });

  test.each(databases)(
    '%s: PostgreSQL’s user cannot read the keys of Consul and of the agent, nor Consul’s those of PostgreSQL',
    async (host) => {
      const read = async (user: string, file: string): Promise<number> =>
        (await lab.exec(host, ['runuser', '-u', user, '--', 'cat', file])).code;
      expect(await read('postgres', '/etc/patroni/tls/node.key')).toBe(0);
      expect(await read('consul', '/etc/consul.d/tls/node.key')).toBe(0);
      for (const file of [
        '/etc/consul.d/tls/node.key',
        '/etc/consul.d/consul.json',
        '/etc/tamada/tls/agent.key',
        '/var/lib/tamada/secrets.json',
      ])
        expect(await read('postgres', file)).not.toBe(0);
      for (const file of ['/etc/patroni/tls/node.key', '/etc/patroni/tls/rest.key', '/etc/patroni/config.yml', '/etc/tamada/tls/agent.key'])
        expect(await read('consul', file)).not.toBe(0);
    },
  );
});

describe('a taken host', () => {
  const consul = async (host: Host, token: string, argv: readonly string[]): Promise<string> => {
    const input = `header = "X-Consul-Token: ${secrets[token] ?? ''}"`;
    const { stdout } = await lab.exec(host, ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '-K', '-', ...argv], { input });
    return stdout;
  };
  const at = 'http://127.0.0.1:8500/v1';

  test('the witness cannot rewrite what Patroni does, nor end a session of a database', async () => {
    for (const token of ['consul_token_tamada_arb-a3', 'consul_token_agent_arb-a3']) {
      for (const key of ['config', 'leader', 'initialize', 'sync', 'failover'])
        expect(await consul('arb-a3', token, ['-X', 'PUT', '-d', '{}', `${at}/kv/service/geo/${key}`])).toBe('403');
      expect(await consul('arb-a3', token, ['-X', 'PUT', `${at}/session/destroy/${await leaderSession()}`])).toBe('403');
    }
  });

  test('a database cannot end the session of another, nor give itself the rights of whoever manages Consul', async () => {
    const { leader } = await untilHealthy(lab);
    const other = databases.find((host) => host !== leader) ?? 'pg-a1-2';
    for (const whose of ['agent', 'patroni', 'tamada']) {
      const token = `consul_token_${whose}_${other}`;
      expect(await consul(other, token, ['-X', 'PUT', `${at}/session/destroy/${await leaderSession()}`])).toBe('403');
      expect(await consul(other, token, [`${at}/acl/tokens`])).toBe('403');
    }
    expect(await consul(other, '', ['-X', 'PUT', `${at}/acl/bootstrap`])).toBe('403');
  });

  async function leaderSession(): Promise<string> {
    const input = `header = "X-Consul-Token: ${secrets.consul_token_operator ?? ''}"`;
    const { stdout } = await lab.exec('pg-a1-1', ['curl', '-s', '-K', '-', `${at}/kv/service/geo/leader`], { input });
    return (JSON.parse(stdout) as readonly { readonly Session: string }[])[0]?.Session ?? '';
  }
});

test('all certificates are renewed under a cluster that works: nobody restarts, nobody loses the lead', async () => {
  const before = await untilHealthy(lab);
  const running = (host: Host): Promise<string> => units(host, ['consul', 'patroni', 'haproxy', 'keepalived', 'tamada-agent']);
  const invocations = await Promise.all(databases.map(running));
  const { stdout } = await step({ lab, say: () => undefined }, ['enroll', '--renew', '--all']);
  // The workspace's own, five of each database, two of the witness, three of the backup host.
  expect(stdout.match(/^renewed /gm)).toHaveLength(1 + 4 * 5 + 2 + 3);
  await step({ lab, say: () => undefined }, ['bootstrap']);
  for (const host of databases) {
    await until({
      condition: `Patroni on ${host} shows its renewed certificate`,
      intervalMs: 500,
      deadlineMs: 60_000,
      look: async () => {
        const [shown, kept] = [await shownBy(host), await fingerprintOf(host, '/var/lib/tamada/tls/patroni.crt')];
        return shown === kept ? { ready: true, value: null } : { ready: false, seen: `${shown} instead of ${kept}` };
      },
    });
  }
  const after = await untilHealthy(lab);
  expect(after.leader).toBe(before.leader);
  expect(after.members.map(({ timeline }) => timeline)).toEqual(before.members.map(({ timeline }) => timeline));
  expect(await Promise.all(databases.map(running))).toEqual(invocations);
});

async function units(host: Host, names: readonly string[]): Promise<string> {
  return (await lab.exec(host, ['systemctl', 'show', '--property=Id,InvocationID', ...names])).stdout;
}

async function shownBy(host: Host): Promise<string> {
  const script = `openssl s_client -connect ${seats[host].address}:8008 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256`;
  return (await lab.exec(host, ['sh', '-c', script])).stdout.trim();
}

async function fingerprintOf(host: Host, file: string): Promise<string> {
  return (await lab.exec(host, ['openssl', 'x509', '-noout', '-fingerprint', '-sha256', '-in', file])).stdout.trim();
}
