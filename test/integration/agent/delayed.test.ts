import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupSite } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import type { JobDone, JobKind, JobOrder } from '@tamada/core/jobs';
import { runCommand, systemClock, type Argv, type CommandRunner, type Logger } from '@tamada/runtime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { changeMemory } from '../../../packages/agent/backup/memory.ts';
import { runTalk, talkThrough } from '../../../packages/agent/backup/run-talk.ts';
import { pauseDelayed, promoteDelayed, resumeDelayed } from '../../../packages/agent/delayed/control.ts';
import { writeFloors } from '../../../packages/agent/delayed/floors.ts';
import { delayedPsql, lookDelayed } from '../../../packages/agent/delayed/look.ts';
import { jobBodies } from '../../../packages/agent/jobs/bodies/index.ts';
import type { Job, JobBody } from '../../../packages/agent/jobs/job.ts';
import type { Units } from '../../../packages/agent/observe/units.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { removeRestored } from '../../../packages/agent/restored/registry.ts';
import { recovered } from '../../../packages/agent/restored/run-server.ts';
import { makeMissed } from '../../../packages/agent/restored/tablespaces.ts';
import { backupSite } from '../../builders/backup.ts';
import { copyingTool } from './support/copying-tool.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// PostgreSQL's own programs, as its own user: a leader that archives by copying, and a delayed replica as the product makes it.
const bin = '/usr/lib/postgresql/15/bin';
const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))) as [number, number];
let home = '';
let site: BackupSite;
let leaderPort = 0;
const at = (name: string): string => join(home, name);

function as(program: string, ...args: readonly string[]): string {
  return execFileSync(join(bin, program), args, { uid, gid, cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function folder(name: string): string {
  mkdirSync(at(name), { recursive: true, mode: 0o700 });
  chownSync(at(name), uid, gid);
  return at(name);
}

function file(name: string, lines: readonly string[]): void {
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  chownSync(at(name), uid, gid);
}

const sql = (statement: string, port = leaderPort): string =>
  as(
    'psql',
    '-X',
    '-q',
    '-t',
    '-A',
    '-h',
    at('sockets'),
    '-p',
    String(port),
    '-d',
    'postgres',
    '-v',
    'ON_ERROR_STOP=1',
    '-c',
    statement,
  ).trim();

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => {
        resolve(port);
      });
    });
  });
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tamada-delayed-'));
  chownSync(home, uid, gid);
  for (const name of ['sockets', 'archive', 'backups', 'restored', 'conf', 'state']) folder(name);
  leaderPort = await freePort();
  const delayedPort = await freePort();
  as('initdb', '-D', at('leader'), '--data-checksums', '-A', 'trust', '-N');
  const own = [`unix_socket_directories = '${at('sockets')}'`, "listen_addresses = ''", 'fsync = off', "log_line_prefix = '%m '"];
  file('leader/postgresql.conf', [
    ...own,
    `port = ${String(leaderPort)}`,
    'archive_mode = on',
    `archive_command = '${copyingTool(at('archive'), '').archiveCommand(backupSite())}'`,
  ]);
  as('pg_ctl', 'start', '-w', '-D', at('leader'), '-l', at('leader.log'));
  file('conf/postgresql.conf', [
    ...own,
    `port = ${String(delayedPort)}`,
    `data_directory = '${at('delayed')}'`,
    `hba_file = '${at('leader/pg_hba.conf')}'`,
    `restore_command = '${copyingTool(at('archive'), '').restoreCommand(backupSite(), 'standby')}'`,
    "recovery_min_apply_delay = '1h'",
    'archive_mode = off',
    `include_if_exists = '${at('conf/targets.conf')}'`,
  ]);
  site = backupSite({
    postgres: { version: 15, port: leaderPort, dataDirectory: at('leader'), binDirectory: bin, socketDirectory: at('sockets') },
    restoreDirectory: at('restored'),
    delayed: {
      dataDirectory: at('delayed'),
      configDirectory: at('conf'),
      socketDirectory: at('sockets'),
      port: delayedPort,
      delaySeconds: 3600,
    },
  });
  sql('CREATE TABLE orders AS SELECT g AS id FROM generate_series(1, 1000) g');
  sql('CREATE TABLE other (id int)');
  sql(`CREATE TABLESPACE early LOCATION '${folder('early')}'`);
  sql('CREATE TABLE early_rows TABLESPACE early AS SELECT 1 AS id');
  as(
    'pg_basebackup',
    '-D',
    at('backups/B1'),
    '-T',
    `${at('early')}=${at('early-of-b1')}`,
    '-h',
    at('sockets'),
    '-p',
    String(leaderPort),
    '-X',
    'none',
    '-c',
    'fast',
  );
});

afterAll(() => {
  for (const name of ['delayed', 'leader', 'elsewhere']) {
    try {
      as('pg_ctl', 'stop', '-D', at(name), '-m', 'immediate');
    } catch {
      // It does not run.
    }
  }
  rmSync(home, { recursive: true, force: true });
});

let server: ChildProcess | null = null;
/** Of the unit since somebody started it. */
let restarts = 0;
let startsAgain: NodeJS.Timeout | null = null;
let starting: Promise<void> = Promise.resolve();
/** The next one to be started is killed. */
let killNext = false;

/** As its unit does. */
async function startServer(): Promise<void> {
  await makeMissed(existsSync(at('delayed.log')) ? readFileSync(at('delayed.log'), 'utf8') : '', { ...needs(), site });
  await writeFloors(site, { ...needs(), site });
  const log = openSync(at('delayed.log'), 'a');
  const started = spawn(join(bin, 'postgres'), ['-D', at('delayed'), '-c', `config_file=${at('conf/postgresql.conf')}`], {
    uid,
    gid,
    cwd: '/',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  [server, startsAgain] = [started, null];
  started.once('exit', (code) => {
    if (code === 0 || server !== started) return;
    startsAgain = setTimeout(() => {
      restarts += 1;
      starting = startServer();
    }, 500);
  });
  if (killNext) setTimeout(() => started.kill('SIGKILL'), 100);
  killNext = false;
}

const runs = (): boolean => server?.exitCode === null && server.signalCode === null;

/** systemd's part in this: one unit, with `Restart=on-failure`. */
const units: Units = {
  async show(names) {
    const sub = runs() ? 'running' : startsAgain === null ? 'failed' : 'auto-restart';
    const active = runs() ? 'active' : startsAgain === null ? 'failed' : 'activating';
    return names.map((name) => ({ ...{ name, loaded: true, masked: false, enabled: true, invocationId: 'i' }, restarts, active, sub }));
  },
  async change(verb) {
    if (verb !== 'start' && verb !== 'restart' && verb !== 'stop') return;
    if (startsAgain !== null) clearTimeout(startsAgain);
    startsAgain = null;
    await starting;
    restarts = 0;
    if (verb !== 'start' && runs() && server !== null) {
      const [last, ended] = [server, once(server, 'exit')];
      server = null;
      last.kill('SIGINT');
      await ended;
    }
    if (verb !== 'stop') await startServer();
  },
  daemonReload: async () => undefined,
  lastWords: async () => readFileSync(at('delayed.log'), 'utf8').split('\n').slice(-30).join('\n'),
};

/** A unit of its own is what pg_ctl starts here. */
const run: CommandRunner = async (argv, options) => {
  if (argv[0] !== 'systemd-run') return runCommand(argv, options);
  const directory = argv.at(-1) ?? '';
  const log = argv.flatMap((word) => /^--property=StandardError=append:(.*)$/.exec(word)?.[1] ?? [])[0] ?? '/dev/null';
  const start = [join(bin, 'pg_ctl'), 'start', '-W', '-D', directory, '-l', log];
  const binds = argv.flatMap((word) => /^--property=BindPaths=(.*):(.*)$/.exec(word)?.slice(1) ?? []);
  const own = ['setpriv', `--reuid=${String(uid)}`, `--regid=${String(gid)}`, '--clear-groups', ...start];
  const mounts: Argv = ['unshare', '--mount', '--propagation', 'private', 'sh', '-ec', bindScript, 'sh', ...binds, '--', ...own];
  return runCommand(mounts, { ...options, cwd: '/' });
};

/** As systemd does it, which makes a folder to bind on where there is none. */
const bindScript = 'while [ "$1" != -- ]; do mkdir -p "$2"; mount --bind "$1" "$2"; shift 2; done; shift; exec "$@"';

const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, with: () => quiet };

interface Worked<K extends JobKind> {
  readonly done: NonNullable<JobDone[K]>;
  readonly notes: readonly string[];
}

function needs(): Pick<Job, 'run' | 'units' | 'paths' | 'clock' | 'accounts'> {
  const paths = { ...agentPaths('/'), state: at('state'), jobs: at('state/jobs') };
  return { run, units, paths, clock: systemClock, accounts: { user: async () => uid, group: async () => gid } };
}

async function work<K extends JobKind>(kind: K, order: JobOrder<K>): Promise<Worked<K>> {
  const notes: string[] = [];
  const signal = AbortSignal.timeout(120_000);
  const job: Job = {
    ...needs(),
    id: `20261126-125501-${kind}-3f2a`,
    site,
    tool: copyingTool(at('archive'), at('backups')),
    config: { patroni: { port: 1, scope: 'geo' } } as Job['config'],
    logger: quiet,
    signal,
    doing: () => undefined,
    percent: () => undefined,
    note: (what) => notes.push(what),
    inQueue: (_name, inside) => inside(),
    talk: (request, talk) => talkThrough(request, talk, needs(), { inQueue: true, signal }),
    tryTalk: (talk) => runTalk(talk, needs(), { inQueue: true, signal }),
  };
  const body = jobBodies[kind] as unknown as JobBody<K>;
  return { done: await body(order, job), notes };
}

const lsnTarget = (lsn: string) => ({ kind: 'lsn' as const, atMs: 0 as const, lsn, xid: '' as const });
const look = () => lookDelayed(site, needs(), null);
const archived = (): readonly string[] => readdirSync(at('archive')).toSorted();

describe('somebody dropped a table', () => {
  let dropped: NonNullable<JobDone['find']>['drops'][number];

  test('the delayed replica is made of a backup, and follows behind', async () => {
    expect(await look()).toMatchObject({ state: 'absent' });
    sql('INSERT INTO orders SELECT generate_series(1001, 1500)');
    sql('SELECT pg_switch_wal()');
    const { done } = await work('rebuild', { backup: '' });
    expect(done).toMatchObject({ state: 'replaying', replaying: true, timeline: 1, target: null });
    expect(sql('SELECT count(*) FROM orders', site.delayed?.port)).toBe('1000');
    expect(sql('SHOW archive_mode', site.delayed?.port)).toBe('off');
  });

  test('pause and resume', async () => {
    await pauseDelayed(site, needs());
    expect(await look()).toMatchObject({ state: 'paused', replaying: false });
    // A host that goes down comes back where it was halted.
    await units.change('restart', 'tamada-delayed.service');
    await expect.poll(async () => (await look()).state, { timeout: 60_000 }).toBe('paused');
    // Nothing was committed since its start: the checkpoint says where it is at least, and the archive up to where it can be moved.
    const seen = { archive: { timelines: [] }, newestAtMs: Date.now() };
    const { runway, behindSeconds } = await lookDelayed(site, needs(), seen);
    expect(runway).toEqual({ fromMs: expect.any(Number) as number, toMs: seen.newestAtMs });
    expect(behindSeconds).toBeGreaterThan(0);
    await resumeDelayed(site, needs());
    expect(await look()).toMatchObject({ state: 'replaying', target: null });
  });

  test('find says where, before the lock of the drop', async () => {
    sql('TRUNCATE other');
    sql('BEGIN; INSERT INTO other VALUES (1); DROP TABLE orders; SELECT pg_sleep(1); INSERT INTO other VALUES (2); COMMIT;');
    sql('SELECT pg_switch_wal()');
    await expect
      .poll(() => sql('SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) FROM pg_stat_archiver'), { timeout: 60_000 })
      .toBe('t');
    const { done } = await work('find', { database: 'postgres', table: { schema: 'public', name: 'orders' } });
    expect(done.drops).toHaveLength(1);
    dropped = done.drops[0]!;
    expect(dropped.committedAtMs).toBeGreaterThan(Date.now() - 300_000);
    expect(dropped.target).toEqual({ kind: 'lsn', lsn: dropped.lockLsn });
    expect((await work('find', { database: 'postgres', table: { schema: 'public', name: 'other' } })).done.drops).toEqual([]);
    await expect(work('find', { database: 'postgres', table: { schema: 'public', name: 'never' } })).rejects.toMatchObject({
      detail: { code: 'unsafe' },
    });
  });

  test('an advance that cannot go on leaves it paused: what it is to be kept from may be due by now', async () => {
    const conf = readFileSync(at('conf/postgresql.conf'), 'utf8');
    await pauseDelayed(site, needs());
    const { replayLsn } = await look();
    file('conf/postgresql.conf', ['no_such_setting = 1', conf]);
    await expect(work('advance', { target: lsnTarget(dropped.lockLsn) })).rejects.toMatchObject({
      detail: { code: 'unsafe', problem: expect.stringMatching(/cannot stop there: .*; it is paused at /) as unknown },
    });
    file('conf/postgresql.conf', [conf]);
    await expect.poll(look, { timeout: 60_000 }).toMatchObject({ state: 'paused', replayLsn });
    await resumeDelayed(site, needs());
  });

  test('an advance goes on where the server was killed in the middle of it', async () => {
    killNext = true;
    const { done } = await work('advance', { target: lsnTarget(dropped.lockLsn) });
    expect(done.lsn).toBe(dropped.lockLsn);
    expect(restarts).toBeGreaterThan(0);
    await units.change('restart', 'tamada-delayed.service');
    await expect.poll(look, { timeout: 60_000 }).toMatchObject({ state: 'at_target', replayLsn: dropped.lockLsn });
  });

  test('advance stops there, and everything that was committed before is there', async () => {
    const { done } = await work('advance', { target: lsnTarget(dropped.lockLsn) });
    expect(done.said).toMatch(/recovery stopping before WAL location/);
    expect(await look()).toMatchObject({ state: 'at_target', replaying: false, hasTarget: true });
    expect(sql('SELECT count(*) FROM orders', site.delayed?.port)).toBe('1500');
  });

  test('the table is dumped and comes back on the leader', async () => {
    const { done } = await work('dump', { database: 'postgres', tables: [{ schema: 'public', name: 'orders' }] });
    expect(done.bytes).toBeGreaterThan(1000);
    as('psql', '-X', '-q', '-h', at('sockets'), '-p', String(leaderPort), '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-f', done.path);
    expect(sql('SELECT count(*) FROM orders')).toBe('1500');
    await expect(work('dump', { database: 'postgres', tables: [{ schema: 'public', name: 'never' }] })).rejects.toMatchObject({
      detail: { code: 'request_failed' },
    });
  });

  test('resume goes on as a standby, on the same timeline, and the archive is as it was', async () => {
    const before = archived();
    await resumeDelayed(site, needs());
    expect(await look()).toMatchObject({ state: 'replaying', timeline: 1, hasTarget: false });
    expect(sql('SELECT pg_is_in_recovery()', site.delayed?.port)).toBe('t');
    expect(archived()).toEqual(before);
  });

  test('a target that has passed is refused, and nothing moves', async () => {
    await expect(work('advance', { target: lsnTarget('0/1000000') })).rejects.toMatchObject({ detail: { code: 'unsafe' } });
    await expect(work('advance', { target: { kind: 'xid', atMs: 0, lsn: '', xid: '3' } })).rejects.toMatchObject({
      detail: { code: 'unsafe' },
    });
    expect(await look()).toMatchObject({ state: 'replaying' });
  });

  test('between lock and commit a dump does not hang', async () => {
    await work('advance', { target: { kind: 'xid', atMs: 0, lsn: '', xid: dropped.xid } });
    await expect(work('dump', { database: 'postgres', tables: [{ schema: 'public', name: 'orders' }] })).rejects.toMatchObject({
      detail: { code: 'unsafe' },
    });
    await resumeDelayed(site, needs());
  });

  test('what the leader had stays until replay has passed a change to less', async () => {
    file(
      'conf/postgresql.conf',
      readFileSync(at('conf/postgresql.conf'), 'utf8').trim().split('\n').toSpliced(-1, 0, 'max_connections = 50'),
    );
    await units.change('restart', 'tamada-delayed.service');
    await expect.poll(async () => (await look()).state, { timeout: 60_000 }).toBe('replaying');
    expect(sql('SHOW max_connections', site.delayed?.port)).toBe('100');
  });

  test('promoted, it ends where it stands: the drop that it has before it never comes', async () => {
    const before = archived();
    expect(await promoteDelayed(site, needs())).toMatchObject({ state: 'promoted', replaying: false });
    // It is behind nobody any more, and can be moved nowhere.
    const seen = { archive: { timelines: [] }, newestAtMs: Date.now() };
    await expect
      .poll(() => lookDelayed(site, needs(), seen), { timeout: 60_000 })
      .toMatchObject({ state: 'promoted', timeline: 2, behindSeconds: null, runway: null });
    expect(sql('SELECT count(*) FROM orders', site.delayed?.port)).toBe('1500');
    expect(sql('INSERT INTO orders VALUES (0) RETURNING id', site.delayed?.port)).toBe('0');
    expect(archived()).toEqual(before);
    await expect(resumeDelayed(site, needs())).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  });

  test('made again, it keeps what was written to the promoted one', async () => {
    const kept = (): readonly string[] => readdirSync(home).filter((name) => /^delayed\.promoted-[^.]+$/.test(name));
    const { done, notes } = await work('rebuild', { backup: '' });
    expect(done).toMatchObject({ state: 'replaying' });
    expect(kept()).toHaveLength(1);
    const [aside = ''] = kept();
    const [early = ''] = readdirSync(at(`${aside}/pg_tblspc`));
    expect(readlinkSync(at(`${aside}/pg_tblspc/${early}`))).toBe(at(`${aside}.tablespaces/${early}`));
    expect(readdirSync(at(`${aside}.tablespaces/${early}`))).toHaveLength(1);
    expect(notes).toContain(`it was promoted: its data is kept in ${at(kept()[0] ?? '')}`);
    expect(readdirSync(at(kept()[0] ?? ''))).toContain('PG_VERSION');
    await work('rebuild', { backup: '' });
    expect(kept()).toHaveLength(1);
  });

  test('a backup that a look found broken is not chosen', async () => {
    await changeMemory(needs().paths, (memory) => ({ ...memory, damaged: ['B1'] }));
    await expect(work('rebuild', { backup: '' })).rejects.toMatchObject({ detail: { code: 'unsafe', problem: 'there is no good backup' } });
    await expect(
      work('restore', { backup: '', target: { kind: 'latest', atMs: 0, lsn: '', xid: '' }, directory: at('broken'), port: 0 }),
    ).rejects.toMatchObject({
      detail: { code: 'unsafe' },
    });
    await changeMemory(needs().paths, (memory) => ({ ...memory, damaged: [] }));
  });

  test('one behind which the archive has a hole is not chosen, and what is there stays', async () => {
    const hole = archived()
      .filter((name) => /^[0-9A-F]{24}$/.test(name))
      .at(-2);
    renameSync(at(`archive/${hole ?? ''}`), at('taken-away'));
    const problem = expect.stringContaining(`${hole ?? ''} to ${hole ?? ''} behind the newest`) as string;
    await expect(work('rebuild', { backup: '' })).rejects.toMatchObject({ detail: { code: 'unsafe', problem } });
    expect(await look()).toMatchObject({ state: 'replaying' });
    const latest = { kind: 'latest', atMs: 0, lsn: '', xid: '' } as const;
    const { notes } = await work('restore', { backup: '', target: latest, directory: at('holed'), port: 0 });
    expect(notes).toEqual([expect.stringContaining(`the archive has a hole, ${hole ?? ''} to ${hole ?? ''}`)]);
    renameSync(at('taken-away'), at(`archive/${hole ?? ''}`));
  });
});

describe('servers from a backup', () => {
  test('a restore stops before its target, is writable, and leaves the archive as it was', async () => {
    const before = archived();
    const target = lsnTarget(sql('SELECT pg_current_wal_lsn()'));
    sql('INSERT INTO other VALUES (77)');
    sql('SELECT pg_switch_wal()');
    await expect.poll(() => archived().length, { timeout: 60_000 }).toBeGreaterThan(before.length);
    const listing = archived();
    const port = await freePort();
    folder('elsewhere');
    const { done } = await work('restore', { backup: '', target, directory: at('elsewhere'), port: port > 1024 ? port : 5440 });
    expect(done).toMatchObject({ backup: 'B1', port, directory: at('elsewhere') });
    const there = (statement: string): string =>
      as('psql', '-X', '-q', '-t', '-A', '-h', done.socket, '-p', String(port), '-d', 'postgres', '-c', statement).trim();
    expect(there('SELECT count(*) FROM other WHERE id = 77')).toBe('0');
    expect(there('INSERT INTO other VALUES (78) RETURNING id')).toBe('78');
    expect([there('SHOW archive_mode'), there('SHOW primary_conninfo')]).toEqual(['off', '']);
    expect(archived()).toEqual(listing);
    await expect(work('restore', { backup: '', target, directory: at('elsewhere'), port: 0 })).rejects.toMatchObject({
      detail: { code: 'unsafe' },
    });
  });

  const ask = (directory: string, port: number, statement: string): string =>
    as('psql', '-X', '-q', '-t', '-A', '-h', join(directory, 'socket'), '-p', String(port), '-d', 'postgres', '-c', statement).trim();
  const placeOf = (name: string): string => `SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE spcname = '${name}'`;
  const oid = (name: string): string => sql(`SELECT oid FROM pg_tablespace WHERE spcname = '${name}'`);

  test('tablespaces are beside it: those of the backup, and those that were made after it', async () => {
    sql(`CREATE TABLESPACE late LOCATION '${folder('late')}'`);
    sql('CREATE TABLE late_rows TABLESPACE late AS SELECT 2 AS id');
    // On another host nothing is there.
    sql('CHECKPOINT');
    renameSync(at('late'), at('late-of-leader'));
    rmSync(at(`leader/pg_tblspc/${oid('late')}`));
    symlinkSync(at('late-of-leader'), at(`leader/pg_tblspc/${oid('late')}`));
    const target = lsnTarget(sql('SELECT pg_current_wal_lsn()'));
    const before = archived();
    sql('INSERT INTO late_rows VALUES (3)');
    sql('SELECT pg_switch_wal()');
    await expect.poll(() => archived().length, { timeout: 60_000 }).toBeGreaterThan(before.length);
    const [directory, port] = [at('with-spaces'), await freePort()];
    const { done, notes } = await work('restore', { backup: '', target, directory, port });
    expect(done).toMatchObject({ backup: 'B1', port });
    expect(notes.join()).toContain(`a tablespace was made in ${at('late')} after the backup`);
    expect(ask(directory, port, placeOf('early'))).toBe(join(`${directory}.tablespaces`, oid('early')));
    expect(ask(directory, port, placeOf('late'))).toMatch(new RegExp(`^${directory}\\.tablespaces/later-`));
    expect(ask(directory, port, 'SELECT (SELECT id FROM early_rows), (SELECT max(id) FROM late_rows)')).toBe('1|2');
    // Also without the namespace in which it was started.
    as('pg_ctl', 'restart', '-D', directory, '-l', join(directory, 'tamada.log'), '-w');
    expect(ask(directory, port, 'SELECT (SELECT id FROM early_rows), (SELECT max(id) FROM late_rows)')).toBe('1|2');
    expect(readdirSync(at('late'))).toEqual([]);
    expect(sql('SELECT max(id) FROM late_rows')).toBe('3');
    await expect(removeRestored('/srv/other', { ...needs(), site })).rejects.toMatchObject({ detail: { code: 'usage' } });
    await removeRestored(directory, { ...needs(), site });
    expect([existsSync(directory), existsSync(`${directory}.tablespaces`)]).toEqual([false, false]);
  });

  test('the delayed replica stops at the new tablespace, and goes on when its folder is there', async () => {
    const delayed = site.delayed!;
    await work('rebuild', { backup: 'B1' });
    expect(readlinkSync(at(`delayed/pg_tblspc/${oid('early')}`))).toBe(at(`delayed.tablespaces/${oid('early')}`));
    rmSync(at('late'), { recursive: true });
    const target = lsnTarget(sql('SELECT pg_current_wal_lsn()'));
    sql('INSERT INTO late_rows VALUES (4)');
    sql('SELECT pg_switch_wal()');
    await work('advance', { target });
    expect(readFileSync(at('delayed.log'), 'utf8')).toContain(`directory "${at('late')}" does not exist`);
    expect(readlinkSync(at(`delayed/pg_tblspc/${oid('late')}`))).toBe(at('late'));
    const there = (statement: string): Promise<string> => delayedPsql({ run }, { ...site, delayed }).execute('look', statement);
    expect((await there('SELECT max(id) FROM late_rows')).trim()).toBe('3');
  });

  test('a restored server that ends before its target is told in its own words, and nobody waits for it', async () => {
    const port = await freePort();
    const restoring = work('restore', { backup: '', target: lsnTarget('7/0'), directory: at('beyond'), port: port > 1024 ? port : 5441 });
    await expect(restoring).rejects.toMatchObject({
      detail: { code: 'unhealthy', problem: 'recovery ended before configured recovery target was reached' },
    });
  });

  test('one that is killed is not waited for either', async () => {
    const [pid = ''] = readFileSync(at('elsewhere/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    rmSync(at('elsewhere/tamada.log'));
    const refused = { code: 'request_failed', program: 'postgres', request: 'look', problem: 'connection to server failed' } as const;
    const psql = { execute: () => Promise.reject(new TamadaError(refused)) };
    const job = { signal: AbortSignal.timeout(60_000), doing: () => undefined };
    await expect(recovered({ directory: at('elsewhere'), psql }, job, 'promoted')).rejects.toMatchObject({
      detail: { code: 'unhealthy', problem: 'it was killed' },
    });
  });

  test('a proof reads everything, asks the query as one who may only read, and removes itself', async () => {
    const good = await work('prove', { backup: '', query: 'SELECT count(*) FROM other', database: '' });
    expect(good.done).toMatchObject({ backup: 'B1', good: true, problem: null });
    expect(good.notes.join()).toContain('the query said: 0');
    await expect(work('prove', { backup: '', query: "COPY other TO PROGRAM 'id'", database: '' })).rejects.toThrow(
      /pg_execute_server_program/,
    );
    await expect(work('prove', { backup: '', query: '\\! id', database: '' })).rejects.toThrow(/syntax error/);
    expect(readdirSync(at('restored')).filter((name) => name.startsWith('prove'))).toEqual([]);
  });

  test('a proof finds a page that was changed', async () => {
    const path = join(at('backups/B1'), sql("SELECT pg_relation_filepath('pg_proc')"));
    const bytes = readFileSync(path);
    bytes[4000] = (bytes[4000] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    await expect(work('prove', { backup: '', query: '', database: '' })).rejects.toMatchObject({ detail: { code: 'tool_failed' } });
    expect(JSON.parse(readFileSync(at('state/backup.json'), 'utf8'))).toMatchObject({ lastProof: { good: false } });
  });
});
