import { chmod, chown, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { settingLine, targetSettings, type RecoveryTarget } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { writeFileAtomic, type CommandResult } from '@tamada/runtime';
import type { Job } from '../jobs/job.ts';
import { needAccount } from '../observe/accounts.ts';
import { makePsql, type Psql } from '../postgres/psql.ts';

/** A server that is started from a backup. It can harm neither the archive nor the cluster: no archiving, no primary, a port and socket of its own. */
export interface RestoredServer {
  readonly directory: string;
  readonly socket: string;
  readonly port: number;
  readonly psql: Psql;
}

/** What a server must be told beside its place. */
export interface RestoredOptions {
  readonly directory: string;
  readonly port: number;
  readonly target: RecoveryTarget;
  /** At the target: becomes writable, or waits there read-only. */
  readonly action: 'promote' | 'pause';
  readonly listen: string;
  /** A file that the archive has; null where nothing is fetched from it. */
  readonly known: string | null;
  /** Only for what becomes the cluster: the timeline to follow, and how its WAL goes to the archive from its new timeline on. */
  readonly archiving?: { readonly timeline: number; readonly archiveCommand: string };
}

type Needs = Pick<Job, 'site' | 'run' | 'accounts' | 'tool' | 'paths'>;
export type ServerNeeds = Omit<Needs, 'tool'>;

/** Places below here are the site's; a restore of the operator's may be anywhere. Owned by PostgreSQL's user, for nobody else to enter. */
export async function makeFolder(path: string, { site, accounts }: Pick<Needs, 'site' | 'accounts'>): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { uid, gid } = await needAccount(accounts, site.user, path);
  await chown(path, uid, gid);
  await chmod(path, 0o700);
}

/** Refuses a folder in which anything stands. */
export async function needEmpty(path: string): Promise<void> {
  const names = await readdir(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return;
  const next = 'name another folder, or empty this one';
  throw new TamadaError({ code: 'unsafe', problem: `${path} is not empty: ${names.slice(0, 3).join(', ')}`, next });
}

/** Runs one of PostgreSQL's own programs as its user. */
export async function runPostgres(
  program: string,
  args: readonly string[],
  { site, run, accounts }: Pick<Needs, 'site' | 'run' | 'accounts'>,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined; readonly mostOutput?: number },
): Promise<CommandResult> {
  const account = await needAccount(accounts, site.user, program);
  const { timeoutMs, signal, mostOutput } = options;
  const env = { TZ: 'UTC' };
  return run([join(site.postgres.binDirectory, program), ...args], { timeoutMs, signal, ...account, env, maxOutputBytes: mostOutput });
}

const lookMs = 60_000;

/** pg_controldata, by its labels. */
export async function controlData(
  directory: string,
  needs: Pick<Needs, 'site' | 'run' | 'accounts'>,
): Promise<ReadonlyMap<string, string>> {
  const { code, stdout, stderr } = await runPostgres('pg_controldata', ['-D', directory], needs, { timeoutMs: lookMs });
  if (code !== 0) {
    throw new TamadaError({ code: 'request_failed', program: 'pg_controldata', request: directory, problem: stderr.trim() });
  }
  return new Map(stdout.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}

const signals = ['recovery.signal', 'standby.signal', 'postmaster.pid', 'postmaster.opts'];
/** What a restored server has of its own while it is one. */
export const replacedFiles = ['postgresql.conf', 'pg_hba.conf', 'pg_ident.conf'];

/** Takes out what the backup, and the tool that restored it, say of the cluster it comes from. */
export async function forgetOrigin(directory: string, { site, accounts }: Pick<Needs, 'site' | 'accounts'>): Promise<void> {
  for (const name of signals) await rm(join(directory, name), { force: true });
  await writeOwned(join(directory, 'postgresql.auto.conf'), '# Emptied by tamada.\n', { site, accounts });
}

export async function writeOwned(path: string, content: string, { site, accounts }: Pick<Needs, 'site' | 'accounts'>): Promise<void> {
  await writeFileAtomic(path, content, { mode: 0o600, ...(await needAccount(accounts, site.user, path)) });
}

/** Files that let the restored folder start as a server of its own. */
export async function prepareServer(options: RestoredOptions, needs: Needs): Promise<RestoredServer> {
  const { directory, port, target, action, listen, known, archiving } = options;
  const { site, tool, run } = needs;
  await forgetOrigin(directory, needs);
  for (const name of replacedFiles) {
    const path = join(directory, name);
    if (await stat(path).catch(() => null)) await rename(path, `${path}.of-backup`);
  }
  const control = await controlData(directory, needs);
  const socket = join(directory, 'socket');
  await makeFolder(socket, needs);
  const write = (name: string, lines: readonly string[]): Promise<void> =>
    writeOwned(join(directory, name), `${lines.join('\n')}\n`, needs);
  await write('postgresql.conf', [
    '# Made by tamada: a server that was started from a backup. It follows nobody.',
    ...Object.entries({ port, listen_addresses: listen, unix_socket_directories: socket }).map(settingLine),
    ...archiveSettings(archiving).map(settingLine),
    ...Object.entries({ primary_conninfo: '', synchronous_standby_names: '', ssl: 'off' }).map(settingLine),
    ...Object.entries({ hot_standby: 'on', shared_preload_libraries: '', cluster_name: 'restored', jit: 'off' }).map(settingLine),
    ...Object.entries({ logging_collector: 'off', log_destination: 'stderr', log_line_prefix: '%m ' }).map(settingLine),
    ...atLeast(control).map(settingLine),
    settingLine(['restore_command', tool.restoreCommand(site, 'recovery', known ?? undefined)]),
    ...targetSettings(target).map(settingLine),
    ...Object.entries({ recovery_target_timeline: archiving?.timeline ?? 'latest', recovery_target_action: action }).map(settingLine),
  ]);
  await write('pg_hba.conf', [
    'local all all peer map=tamada',
    'host all all 127.0.0.1/32 scram-sha-256',
    'host all all ::1/128 scram-sha-256',
  ]);
  await write('pg_ident.conf', [`tamada ${site.user} ${site.user}`, `tamada ${site.user} ${proofRole}`]);
  await write('recovery.signal', []);
  const psql = makePsql(run, { program: join(site.postgres.binDirectory, 'psql'), socketFolder: socket, port, osUser: site.user });
  return { directory, socket, port, psql };
}

/** Reads for a proof, and may do nothing else. */
export const proofRole = 'tamada_proof';

/** A standby refuses to start with less than its leader had. */
export function atLeast(control: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const labels = {
    max_connections: 'max_connections setting',
    max_worker_processes: 'max_worker_processes setting',
    max_wal_senders: 'max_wal_senders setting',
    max_prepared_transactions: 'max_prepared_xacts setting',
    max_locks_per_transaction: 'max_locks_per_xact setting',
    wal_level: 'wal_level setting',
  };
  return Object.entries(labels).flatMap(([name, label]) => {
    const value = control.get(label);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function archiveSettings(archiving: RestoredOptions['archiving']): readonly (readonly [string, string])[] {
  if (archiving === undefined) return [['archive_mode', 'off']];
  return [
    ['archive_mode', 'on'],
    ['archive_command', archiving.archiveCommand],
  ];
}
