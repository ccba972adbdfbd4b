import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderNode } from '@tamada/core/bundle';
import { until } from '@tamada/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backups, topology } from '../../builders/cluster.ts';
import { shippedTemplates } from '../../builders/templates.ts';

// PostgreSQL's own programs, as its own user: a leader, its standby, and a replica that is fed by the rendered restore_command alone.
const bin = '/usr/lib/postgresql/15/bin';
const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))) as [number, number];
const ports = { leader: 5432, standby: 5433, replica: 5434 } as const;
type Server = keyof typeof ports;
let home = '';
const at = (name: string): string => join(home, name);
const archive = 'archive/geo/15-1';

function as(program: string, ...args: readonly string[]): string {
  return execFileSync(join(bin, program), args, { uid, gid, cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function sql(server: Server, query: string): string {
  return as('psql', '-X', '-q', '-t', '-A', '-h', home, '-p', String(ports[server]), '-d', 'postgres', '-c', query);
}

function untilTrue(condition: string, look: () => boolean): Promise<true> {
  return until<true>({
    condition,
    deadlineMs: 120_000,
    intervalMs: 200,
    look: () => Promise.resolve(look() ? { ready: true, value: true } : { ready: false, seen: 'it is not so' }),
  });
}

function script(name: string, text: string): string {
  writeFileSync(at(name), text);
  chmodSync(at(name), 0o755);
  return at(name);
}

/** The rendered file, with a program that keeps the names of pgBackRest and packs nothing. */
function restoreCommand(): string {
  const program = script(
    'program',
    `#!/bin/sh
while [ "$1" != archive-get ]; do shift; done
case $2 in
  *.history) from=${at(archive)}/$2 ;;
  *) from=$(ls ${at(archive)}/*/"$2"-* 2>/dev/null) ;;
esac
[ -f "$from" ] && cp "$from" "$3"
`,
  );
  const cluster = topology({ backup: backups({ tool: 'pgbackrest', port: 8432 }) });
  const host = cluster.nodes.find(({ role }) => role === 'backup');
  if (host === undefined) throw new Error('no backup host');
  const rendered = renderNode({ topology: cluster, node: host, facts: null, platform: 'debian', templates: shippedTemplates() });
  const text = rendered.files.find(({ path }) => path === '/etc/pgbackrest/archive-get')?.content ?? '';
  return script('archive-get', text.replaceAll(/\S*\/bin\/\S*pgbackrest\S*/g, program).replaceAll('/var/lib/pgbackrest', home));
}

function archiveCommand(): string {
  return script(
    'archive-push',
    `#!/bin/sh
case $2 in
  *.history) cp "$1" ${at(archive)}/$2 ;;
  *) mkdir -p ${at(archive)}/\${2%????????*} && cp "$1" ${at(archive)}/\${2%????????*}/$2-00.lz4 ;;
esac
`,
  );
}

function start(server: Server, settings: readonly string[]): void {
  const own = [`port = ${String(ports[server])}`, ...settings];
  appendFileSync(at(`${server}/postgresql.conf`), `${own.join('\n')}\n`);
  as('pg_ctl', 'start', '-w', '-D', at(server), '-l', at(`${server}.log`));
}

function copyOf(server: Server, signal: string): void {
  as('pg_basebackup', '-D', at(server), '-h', home, '-p', String(ports.leader), '-X', 'stream', '-c', 'fast');
  writeFileSync(at(`${server}/standby.signal`), signal);
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'tamada-timeline-'));
  mkdirSync(at(archive), { recursive: true });
  for (const path of [home, at('archive'), at('archive/geo'), at(archive)]) chownSync(path, uid, gid);
  as('initdb', '-D', at('leader'), '-A', 'trust', '-N');
  const common = [`unix_socket_directories = '${home}'`, "listen_addresses = ''", 'fsync = off', 'wal_retrieve_retry_interval = 200ms'];
  start('leader', [...common, 'archive_mode = on', `archive_command = '${archiveCommand()} %p %f'`]);
  copyOf('standby', '');
  start('standby', [`primary_conninfo = 'host=${home} port=${String(ports.leader)}'`]);
  copyOf('replica', '');
  start('replica', ["recovery_min_apply_delay = '1h'", 'archive_mode = off', `restore_command = '${restoreCommand()} standby %f "%p"'`]);
});
afterAll(() => {
  for (const server of Object.keys(ports)) {
    if (existsSync(at(`${server}/postmaster.pid`))) as('pg_ctl', 'stop', '-D', at(server), '-m', 'immediate');
  }
  rmSync(home, { recursive: true, force: true });
});

test('what an old leader wrote alone and pushed is not replayed, and the new timeline is followed', async () => {
  const rows = (server: Server): string => sql(server, "select string_agg(word, ' ' order by word) from words");
  sql('leader', "create table words (word text); insert into words values ('a common')");
  sql('leader', 'select pg_switch_wal()');
  const held = "select wait_event = 'RecoveryApplyDelay' from pg_stat_activity where backend_type = 'startup'";
  await untilTrue('the replica holds back the table', () => sql('replica', held) === 't');

  sql('leader', "insert into words values ('b common')");
  await untilTrue('the standby has it, too', () => rows('standby') === 'a common b common');
  sql('standby', 'select pg_promote()');
  for (const [server, word] of [
    ['leader', 'c of the old leader'],
    ['standby', 'c of the new leader'],
  ] as const) {
    sql(server, `insert into words values ('${word}')`);
    const segment = sql(server, 'select pg_walfile_name(pg_switch_wal())');
    await untilTrue(`the archive has ${segment}`, () =>
      readdirSync(at(archive), { recursive: true }).some((name) => String(name).endsWith(`/${segment}-00.lz4`)),
    );
  }

  sql('replica', 'alter system set recovery_min_apply_delay = 0');
  sql('replica', 'select pg_reload_conf()');
  await untilTrue('the replica has what the new leader wrote', () => {
    const isThere = sql('replica', "select to_regclass('words') is not null") === 't';
    return isThere && rows('replica').includes('new leader');
  });
  expect(rows('replica')).toBe('a common b common c of the new leader');
});
