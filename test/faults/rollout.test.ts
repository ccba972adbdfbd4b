import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeWriterTable, sql } from '../../scripts/cluster/clients/sql.ts';
import { databases } from '../../scripts/cluster/known.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { step, tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy } from '../../scripts/cluster/status.ts';
import { hosts, type Host, type Lab } from '../../scripts/lab/index.ts';
import { told } from '../e2e/support/delayed.ts';
import { underWriters } from './support/under-writers.ts';

/** What a client may wait longer than usual, on a machine that does other things as well. */
const mostGapMs = 2_000;
/** A handover, or a restart of the leader in its place. */
const mostHandoverMs = 20_000;
const haproxyConfig = '/etc/haproxy/haproxy.cfg';

let lab: Lab;
let file: string;
let topology: string;

beforeAll(async () => {
  lab = await standOn('bootstrapped');
  file = join(lab.operator.workspace, 'cluster.yaml');
  topology = await readFile(file, 'utf8');
  await makeWriterTable(lab, await leader());
});
afterAll(() => lab.close());
beforeEach(() => untilHealthy(lab));

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function leader(): Promise<Host> {
  return hostNamed(leaderOf(await status(lab)));
}

async function on(host: Host, argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(host, argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} on ${host}: ${stdout}${stderr}`);
  return stdout.trim();
}

/** What an apply that does nothing leaves as it is: processes, files, the dynamic configuration in Consul. */
async function untouched(): Promise<readonly string[]> {
  const units = ['consul', 'patroni', 'haproxy', 'keepalived', 'tamada-agent'];
  const files = [
    haproxyConfig,
    '/etc/keepalived/keepalived.conf',
    '/etc/patroni/config.yml',
    '/etc/consul.d/consul.json',
    '/var/lib/tamada/journal.json',
  ];
  return Promise.all(
    hosts.map(async (host) => {
      const { stdout } = await lab.exec(host, ['systemctl', 'show', '--property=InvocationID', '--value', ...units]);
      const inodes = await lab.exec(host, ['sh', '-c', `stat --format '%n %i %Y' ${files.join(' ')} 2>/dev/null; true`]);
      return `${host}: ${stdout.trim().split(/\s+/).join(' ')} ${inodes.stdout.trim()}`;
    }),
  );
}

/** PostgreSQL's processes and Patroni's units: an apply restarts none. */
async function servers(): Promise<readonly string[]> {
  return Promise.all(
    databases.map(async (host) => {
      const [started] = await sql(lab, host, 'select pg_postmaster_start_time()');
      return `${host} ${started ?? ''} ${await on(host, ['systemctl', 'show', '--property=InvocationID', '--value', 'patroni', 'haproxy', 'keepalived', 'consul'])}`;
    }),
  );
}

const withParameters = (text: string): string => topology.replace('  version: 15\n', `  version: 15\n  parameters: { ${text} }\n`);

test('an apply without a change changes nothing', async () => {
  const before = await untouched();
  const configIndex = async (): Promise<unknown> => (await told<{ dynamic: unknown }>(lab, ['plan'])).dynamic;
  const dynamic = await configIndex();
  const applied = await told(lab, ['apply', '--yes']);
  expect(applied).toMatchObject({ result: 'nothing', changes: false, drift: false });
  expect(await untouched()).toEqual(before);
  expect(await configIndex()).toEqual(dynamic);
  expect((await tamada(lab, ['plan', '--exit-code'])).code).toBe(0);
});

/** `tamada apply` under writers through both VIPs: no acknowledged row is lost; the longest gap in milliseconds. */
async function applyUnderWriters(): Promise<number> {
  expect((await tamada(lab, ['plan', '--exit-code'])).code).toBe(5);
  const gapMs = await underWriters(lab, 'APPLY', async () => {
    const { stdout } = await step({ lab, say }, ['apply', '--yes']);
    say(stdout.trim());
  });
  expect((await tamada(lab, ['plan', '--exit-code'])).code).toBe(0);
  topology = await readFile(file, 'utf8');
  return gapMs;
}

test('parameters, clients and hba are changed, and clients feel nothing', async () => {
  const before = { servers: await servers(), leader: await leader() };
  await writeFile(
    file,
    withParameters('work_mem: 9MB')
      .replace('clients: [10.10.0.0/16]', 'clients: [10.10.0.0/16, 192.168.7.0/24]')
      .replace('  hba:\n', '  hba:\n    - hostssl app app 192.168.7.0/24 scram-sha-256\n'),
  );
  expect(await applyUnderWriters()).toBeLessThan(mostGapMs);
  expect({ servers: await servers(), leader: await leader() }).toEqual(before);
  for (const host of databases) {
    expect(await sql(lab, host, 'show work_mem')).toEqual(['9MB']);
    expect(await on(host, ['grep', '-c', '192.168.7.0/24', haproxyConfig])).not.toBe('0');
  }
});

test.each(['150', '120'])('max_connections becomes %s, by restarts in the order that standbys need', async (wanted) => {
  await writeFile(file, topology.replace(/work_mem: 9MB.* }/, `work_mem: 9MB, max_connections: ${wanted} }`));
  expect(await applyUnderWriters()).toBeLessThan(mostHandoverMs);
  for (const host of databases) expect(await sql(lab, host, 'show max_connections')).toEqual([wanted]);
});

describe('what goes wrong', () => {
  const template = (): string => join(lab.operator.workspace, 'templates', 'haproxy', 'haproxy.cfg');

  test('a file that HAProxy refuses stops at the first node, and nothing is changed', async () => {
    const before = await untouched();
    await mkdir(join(lab.operator.workspace, 'templates', 'haproxy'), { recursive: true });
    const shipped = await readFile('configs/haproxy/haproxy.cfg', 'utf8');
    await writeFile(template(), `${shipped}\nfrontend broken\n  no-such-keyword on\n`);
    const failed = await tamada(lab, ['apply', '--yes']);
    expect({ code: failed.code, text: failed.stderr }).toMatchObject({
      code: 1,
      text: expect.stringContaining('no-such-keyword') as string,
    });
    await rm(template());
    // The agent that was asked has noted the number of the lease.
    const butJournals = (seen: readonly string[]): readonly string[] => seen.map((one) => one.replace(/\n\S+journal\.json .*/, ''));
    expect(butJournals(await untouched())).toEqual(butJournals(before));
    expect(await told(lab, ['apply', '--yes'])).toMatchObject({ result: 'nothing' });
  });

  test('a file that somebody edited is told with its difference, and put back when that is asked', async () => {
    const [, , host] = databases;
    const before = await readFile(lab.fileOf(host, haproxyConfig), 'utf8');
    await on(host, ['sh', '-c', `sed -i 's/maxconn [0-9]*/maxconn 77/' ${haproxyConfig} && systemctl reload haproxy`]);
    const plan = await tamada(lab, ['plan', '--exit-code']);
    expect({ code: plan.code, text: plan.stdout }).toMatchObject({
      code: 5,
      text: expect.stringMatching(/haproxy\.cfg was changed by hand, at 20[^]*maxconn 77/) as string,
    });
    expect(await told(lab, ['apply', '--yes'])).toMatchObject({ result: 'nothing', drift: true });
    await step({ lab, say }, ['apply', '--fix-drift', '--yes']);
    expect(await readFile(lab.fileOf(host, haproxyConfig), 'utf8')).toBe(before);
    expect((await tamada(lab, ['plan', '--exit-code'])).code).toBe(0);
  });

  test('a coordinator that is killed in the middle: apply again goes on', async () => {
    await writeFile(file, topology.replace('192.168.7.0/24]', '192.168.8.0/24]'));
    const child = lab.spawnIn(
      'ops',
      [lab.operator.program, '-C', lab.operator.workspace, '--json', 'apply', '--yes'],
      ['ignore', 'ignore', 'pipe'],
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let heard = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      heard += chunk.toString('utf8');
      if (heard.includes('"kind":"phase_started","phase":"standbys"')) child.kill('SIGKILL');
    });
    await ended;
    expect(heard).not.toContain('run_done');
    await step({ lab, say }, ['apply', '--yes']);
    for (const host of databases) expect(await on(host, ['grep', '-c', '192.168.8.0/24', haproxyConfig])).not.toBe('0');
    expect((await tamada(lab, ['plan', '--exit-code'])).code).toBe(0);
  });
});

test('a first bootstrap that failed by a wrong parameter is corrected, and ends', async () => {
  await lab.restore('enrolled');
  const wrong = (await readFile(file, 'utf8')).replace(
    '  version: 15\n',
    '  version: 15\n  parameters: { statement_timeout: 1, work_mem: 5MB }\n',
  );
  const right = wrong.replace('statement_timeout: 1, work_mem: 5MB', 'work_mem: 6MB');
  await writeFile(file, wrong);
  const failed = await tamada(lab, ['bootstrap', '--yes']);
  expect({ code: failed.code, text: failed.stderr }).toMatchObject({
    code: 1,
    text: expect.stringContaining('statement timeout') as string,
  });
  await writeFile(file, right.replace('version: 15\n', 'version: 15\n  locale: C\n'));
  const refused = await tamada(lab, ['bootstrap', '--yes']);
  expect({ code: refused.code, text: refused.stderr }).toMatchObject({
    code: 3,
    text: expect.stringContaining('start from scratch') as string,
  });
  await writeFile(file, right);
  await step({ lab, say }, ['bootstrap', '--yes']);
  await untilHealthy(lab);
  for (const host of databases) {
    expect(await sql(lab, host, 'show work_mem')).toEqual(['6MB']);
    expect(await sql(lab, host, 'show statement_timeout')).toEqual(['0']);
  }
});
