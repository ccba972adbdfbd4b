import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { delayedSql, jobDone, told, untilDelayed, untilDelayedState } from '../e2e/support/delayed.ts';

const members: readonly Host[] = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
/** A standby that is not asked for anything else. */
const other: Host = 'pg-a2-2';
const main = '/var/lib/postgresql/15/main';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await untilHealthy(lab);
  await untilDelayedState(lab, ['replaying', 'waiting']);
});
afterAll(() => (lab as Lab | undefined)?.close());

async function leader(): Promise<Host> {
  return hostNamed(leaderOf(await untilHealthy(lab)));
}

async function onHost(host: Host, ...argv: readonly [string, ...string[]]): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(host, argv, { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`${host}: ${argv.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** As an operator does it: the folder on each member, then the tablespace on the leader. */
async function makeTablespace(name: string): Promise<void> {
  const place = `/srv/${name}`;
  for (const host of members) await onHost(host, 'install', '-d', '-o', 'postgres', '-g', 'postgres', '-m', '0700', place);
  const host = await leader();
  await sql(lab, host, `create tablespace ${name} location '${place}'`, 'postgres');
  await sql(lab, host, `create table in_${name} tablespace ${name} as select generate_series(1, 100) as id`);
}

async function archived(): Promise<void> {
  const host = await leader();
  const [segment = ''] = await sql(lab, host, 'select pg_walfile_name(pg_switch_wal())');
  for (let look = 0; look < 120; look++) {
    const [last = ''] = await sql(lab, host, 'select last_archived_wal from pg_stat_archiver');
    if (last >= segment) return;
    await sql(lab, host, 'select pg_sleep(0.5)');
  }
  throw new Error(`${segment} did not come to the archive`);
}

async function ask(host: Host, directory: string, port: number, query: string): Promise<string> {
  const place = ['-h', `${directory}/socket`, '-p', String(port), '-d', 'app'];
  return onHost(host, 'runuser', '-u', 'postgres', '--', 'psql', '-XAtq', ...place, '-c', query);
}

interface Listed {
  readonly archive: { readonly timelines: readonly { readonly timeline: number }[] };
}
const timelines = async (): Promise<readonly number[]> =>
  (await told<Listed>(lab, ['backup', 'list'])).archive.timelines.map(({ timeline }) => timeline);
const counts = 'select (select count(*) from in_early), (select count(*) from in_late)';

describe('tablespaces', () => {
  test('one that is made while the delayed replica follows: it goes on, with a folder of its own', async () => {
    await makeTablespace('early');
    await archived();
    await untilDelayed(lab, 'it shows the new tablespace', 'select count(*) from in_early', ([row]) => row === '100');
    expect(await onHost('backup', 'stat', '-c', '%U %a', '/srv/early')).toBe('postgres 700');
  });

  test('a backup with one is proved, and the delayed replica is made again from it', async () => {
    // A backup from a standby begins at that one's last checkpoint: replay from before would make the tablespace where the leader has it.
    for (const host of [await leader(), ...members]) await sql(lab, host, 'checkpoint');
    const { backup } = await jobDone(lab, ['backup', 'run', '--full'], 900_000);
    await jobDone(lab, ['backup', 'prove'], 900_000);
    // By itself it would take one that is older than the delay: such a one has no tablespace.
    await jobDone(lab, ['delayed', 'rebuild', '--backup', backup?.id ?? '', '--yes'], 900_000);
    await untilDelayed(lab, 'it shows the tablespace', 'select count(*) from in_early', ([row]) => row === '100');
    const place = await delayedSql(lab, "select pg_tablespace_location(oid) from pg_tablespace where spcname = 'early'");
    expect(place?.join()).toMatch(/^\/var\/lib\/postgresql\/15\/delayed\.tablespaces\/\d+$/);
    expect(await onHost('backup', 'ls', '-A', '/srv/early')).toBe('');
    expect(await onHost('backup', 'sh', '-c', 'ls /var/lib/postgresql/15 | grep prove || true')).toBe('');
  });
});

describe('a server from a backup', () => {
  test.each<[Host, string]>([
    ['backup', '/srv/restored'],
    [other, '/srv/restored'],
  ])('on %s: with the tablespaces of the backup and one that was made after it, and nobody else is touched', async (host, directory) => {
    if (host === 'backup') await makeTablespace('late');
    await archived();
    const before = await timelines();
    const on = host === 'backup' ? [] : ['--on', host];
    const { restore } = await jobDone(lab, ['restore', '--directory', directory, '--port', '5500', ...on], 900_000);
    expect(restore).toMatchObject({ directory, port: 5500, socket: `${directory}/socket` });
    expect(await ask(host, directory, 5500, counts)).toBe('100|100');
    expect(await ask(host, directory, 5500, "select current_setting('archive_mode'), current_setting('primary_conninfo')")).toBe('off|');
    expect(await ask(host, directory, 5500, 'select pg_is_in_recovery()')).toBe('f');
    const places = await ask(
      host,
      directory,
      5500,
      "select string_agg(pg_tablespace_location(oid), ' ') from pg_tablespace where spcname in ('early', 'late')",
    );
    for (const place of places.split(' ')) expect(place).toMatch(new RegExp(`^${directory}\\.tablespaces/`));
    // What is done to it reaches nobody else.
    await ask(host, directory, 5500, 'truncate in_early; delete from in_late; checkpoint');
    expect(await sql(lab, await leader(), counts)).toEqual(['100|100']);
    if (host === other) expect(await sql(lab, other, counts)).toEqual(['100|100']);
    expect(await timelines()).toEqual(before);
    const listed = await told<{ readonly restored: readonly object[] }>(lab, ['restore', 'list', ...on]);
    expect(listed.restored).toEqual([expect.objectContaining({ directory, port: 5500, running: true })]);
    await told(lab, ['restore', 'remove', directory, ...on]);
    expect(await onHost(host, 'sh', '-c', 'ls -d /srv/restored* 2>/dev/null || true')).toBe('');
    expect(await told(lab, ['restore', 'list', ...on])).toMatchObject({ restored: [] });
    await untilHealthy(lab);
  });

  test.each([
    ['the member’s own folder', ['--directory', main, '--port', '5500'], /is not empty/],
    ['a folder in it', ['--directory', `${main}/sub`, '--port', '5500'], /one in the other/],
    ['a tablespace of the member', ['--directory', '/srv/early/sub', '--port', '5500'], /one in the other/],
    ['no port', ['--directory', '/srv/restored'], /add --port/],
    ['the member’s port', ['--directory', '/srv/restored', '--port', '5432'], /port 5432 is in use/],
  ])('%s is refused, before anything is restored', async (_what, options, words) => {
    const { code, stdout, stderr } = await tamada(lab, ['restore', '--on', other, ...options], 120_000);
    expect({ code, said: stdout + stderr }).toEqual({
      code: words.source.includes('--port') ? 1 : 3,
      said: expect.stringMatching(words) as string,
    });
    expect(await onHost(other, 'sh', '-c', 'ls -d /srv/restored* 2>/dev/null || true')).toBe('');
  });
});
