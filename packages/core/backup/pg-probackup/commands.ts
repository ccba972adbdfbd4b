import { basename, dirname, relative } from 'node:path/posix';
import { recoveryTime } from '../recovery-target.ts';
import type { BackupSite } from '../site.ts';
import type { RestoreRequest, ToolCommand } from '../tool.ts';

/** Where its files stand, on every node. */
export const pgProbackupPaths = {
  directory: '/etc/pg_probackup',
  ssh: '/etc/pg_probackup/ssh',
  /** Of the ssh client: key, known hosts, time-outs. */
  sshConfig: '/etc/pg_probackup/ssh/config',
  sshdConfig: '/etc/pg_probackup/ssh/sshd_config',
  /** The password of the backup user, on the backup host. */
  pgpass: '/etc/pg_probackup/pgpass',
  push: '/etc/pg_probackup/archive-push',
  get: '/etc/pg_probackup/archive-get',
  state: '/var/log/pg_probackup',
  /** What the last backup said. */
  backupLog: '/var/log/pg_probackup/backup.log',
  pushFailed: '/var/log/pg_probackup/tamada-push-failed',
  letGo: '/var/log/pg_probackup/tamada-let-go',
  pushConflicts: '/var/log/pg_probackup/tamada-conflicts',
  getSilent: '/var/log/pg_probackup/tamada-silent',
} as const;

const second = 1000;
const usual = 120 * second;

/** Its PostgreSQL user, and the database that it connects to. */
const connection = { user: 'backup', database: 'postgres' } as const;

interface Kind {
  readonly timeoutMs?: number | null;
  readonly exclusive?: boolean;
  readonly cwd?: string;
}

function command(
  site: BackupSite,
  name: string,
  args: readonly string[],
  { timeoutMs = usual, exclusive = true, cwd }: Kind = {},
): ToolCommand {
  const argv = [site.program, name, '-B', site.catalogue, `--instance=${site.name}`, ...args];
  return { argv, user: site.user, cwd: cwd ?? null, env: { PGPASSFILE: pgProbackupPaths.pgpass }, timeoutMs, exclusive };
}

/** How another host is reached; without a time-out in it a host that does not answer would hold the command for ever. */
function remoteOptions(site: BackupSite, address: string): readonly string[] {
  return [
    `--remote-host=${address}`,
    `--remote-port=${site.port}`,
    `--remote-user=${site.user}`,
    `--ssh-options=-F ${pgProbackupPaths.sshConfig}`,
  ];
}

function addressOf(site: BackupSite, name: string): string {
  return site.databases.find((one) => one.name === name)?.address ?? name;
}

export function version(site: BackupSite): ToolCommand {
  return { argv: [site.program, '--version'], user: site.user, cwd: null, env: {}, timeoutMs: 10 * second, exclusive: false };
}

export function init(site: BackupSite): ToolCommand {
  return { ...command(site, 'init', []), argv: [site.program, 'init', '-B', site.catalogue] };
}

export function addInstance(site: BackupSite): ToolCommand {
  return command(site, 'add-instance', ['-D', site.postgres.dataDirectory, ...remoteOptions(site, addressOf(site, site.source))]);
}

/** What is the same for every backup. How the source is reached is not: with it in here a restore would go to the source. */
export function setConfig(site: BackupSite): ToolCommand {
  return command(site, 'set-config', [
    `--pguser=${connection.user}`,
    `--pgdatabase=${connection.database}`,
    `--pgport=${site.postgres.port}`,
    '--compress-algorithm=zlib',
    '--archive-timeout=60s',
    ...retention(site),
  ]);
}

/** With a redundancy of 0 the window alone would delete the last full backup: never less than one. */
function retention({ retention: { fulls, windowSeconds } }: BackupSite): readonly string[] {
  return [`--retention-redundancy=${Math.max(fulls, 1)}`, `--retention-window=${Math.ceil(windowSeconds / 86_400)}`];
}

/** The WAL comes by a stream of its own: the backup stands alone, also where the archive is broken. */
export function backup(site: BackupSite, kind: 'full' | 'incremental', source: string): ToolCommand {
  const address = addressOf(site, source);
  const mode = kind === 'full' ? 'FULL' : 'DELTA';
  const options = ['-b', mode, '--stream', '--temp-slot', '-j', '2', '-w', `--pghost=${address}`, ...remoteOptions(site, address)];
  return command(site, 'backup', [...options, ...logged], { timeoutMs: null });
}

/** With a line for each file in it; begun anew where it has grown large. */
const logged = [
  '--progress',
  '--log-level-file=info',
  `--log-directory=${dirname(pgProbackupPaths.backupLog)}`,
  `--log-filename=${basename(pgProbackupPaths.backupLog)}`,
  '--log-rotation-size=10MB',
];

/** The end of what the running backup has said. */
export function lastWords(site: BackupSite): ToolCommand {
  const argv = ['/usr/bin/tail', '--bytes=8192', pgProbackupPaths.backupLog];
  return { argv, user: site.user, cwd: null, env: {}, timeoutMs: 10 * second, exclusive: false };
}

export function show(site: BackupSite): ToolCommand {
  return command(site, 'show', ['--format=json'], { timeoutMs: 60 * second, exclusive: false });
}

/** Its own commands do not tell. A backup without the file holds none. */
export function readTablespaceMap(site: BackupSite, id: string): ToolCommand {
  const argv = ['/usr/bin/find', databaseOf(site, id), '-maxdepth', '1', '-name', 'tablespace_map', '-exec', 'cat', '{}', '+'];
  return { argv, user: site.user, cwd: null, env: {}, timeoutMs: 30 * second, exclusive: false };
}

export function showArchive(site: BackupSite): ToolCommand {
  return command(site, 'show', ['--archive', '--format=json'], { exclusive: false });
}

/** Beside a running backup it would destroy that one. */
export function validate(site: BackupSite, id: string | null): ToolCommand {
  return command(site, 'validate', [...(id === null ? [] : ['-i', id]), '-j', '2'], { timeoutMs: null });
}

/** All packed segments of the archive, each against the checksum in it. */
export function testArchive(site: BackupSite): ToolCommand {
  const argv = ['/usr/bin/find', `${site.catalogue}/wal/${site.name}`, '-name', '*.gz', '-exec', 'gzip', '--test', '{}', '+'];
  return { argv, user: site.user, cwd: null, env: {}, timeoutMs: null, exclusive: true };
}

export function expire(site: BackupSite, dryRun: boolean): ToolCommand {
  const options = ['--delete-expired', '--delete-wal', ...retention(site), ...(dryRun ? ['--dry-run'] : [])];
  return command(site, 'delete', options, { timeoutMs: null });
}

export function deleteWithStatus(site: BackupSite, status: 'ERROR' | 'RUNNING'): ToolCommand {
  return command(site, 'delete', [`--status=${status}`], { timeoutMs: null });
}

export function setBackup(site: BackupSite, id: string, untilMs: number | null): ToolCommand {
  return command(site, 'set-backup', ['-i', id, untilMs === null ? '--ttl=0' : `--expire-time=${recoveryTime(untilMs, 's')}`]);
}

/**
 * Files are all that counts: the caller replaces the recovery settings that it writes. So a target only chooses the backup. With one it reads
 * the WAL on the way there, and fails where that leaves the timeline of the backup. It runs on the backup host, for a folder anywhere.
 */
export function restore(site: BackupSite, { backup: id, target, node, directory, tablespaces }: RestoreRequest): ToolCommand {
  const maps = tablespaces.flatMap(({ place, to }) => ['-T', `${place}=${to}`]);
  const there = node === site.host.name ? [] : remoteOptions(site, addressOf(site, node));
  const options = ['-D', directory, ...(id === null ? targetOptions(target) : ['-i', id]), '-j', '2', ...maps, ...there];
  return command(site, 'restore', options, { timeoutMs: null });
}

function targetOptions(target: RestoreRequest['target']): readonly string[] {
  switch (target.kind) {
    case 'latest':
    case 'immediate':
      return [];
    case 'time':
      return [`--recovery-target-time=${recoveryTime(target.atMs, 's')}`];
    case 'lsn':
      return [`--recovery-target-lsn=${target.lsn}`];
    case 'xid':
      return [`--recovery-target-xid=${target.xid}`];
  }
}

/** On a database host; the command must run in the data directory, where it looks whose segment that is. */
export function push(site: BackupSite, file: string): ToolCommand {
  const { dataDirectory } = site.postgres;
  return command(site, 'archive-push', [...pushOptions(site), `--wal-file-path=pg_wal/${file}`, `--wal-file-name=${file}`], {
    cwd: dataDirectory,
    exclusive: false,
  });
}

export function pushOptions(site: BackupSite): readonly string[] {
  return ['--compress', '--archive-timeout=15s', '--log-level-console=warning', ...remoteOptions(site, site.host.address)];
}

/** Options of archive-get on this site's node: the backup host has the archive itself. */
export function getRemote(site: BackupSite): readonly string[] {
  return site.node === site.host.name ? [] : remoteOptions(site, site.host.address);
}

/** It takes relative paths only, from a data directory. */
export function get(site: BackupSite, file: string, into: string, cwd: string): ToolCommand {
  const options = ['--log-level-console=warning', ...getRemote(site), `--wal-file-path=${relative(cwd, into)}`, `--wal-file-name=${file}`];
  return command(site, 'archive-get', options, { cwd, exclusive: false });
}

/** The files of a backup, as they stand in the catalogue. */
export function databaseOf(site: BackupSite, id: string): string {
  return `${site.catalogue}/backups/${site.name}/${id}/database`;
}
