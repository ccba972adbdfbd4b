import { recoveryTime } from '../recovery-target.ts';
import type { BackupSite } from '../site.ts';
import type { RestoreRequest, ToolCommand } from '../tool.ts';

/** Where its files stand, on every node. PostgreSQL's archive_command must have `pgbackrest` in it: check and backup refuse any other. */
export const pgbackrestPaths = {
  directory: '/etc/pgbackrest',
  /** For the server, and for everything that goes over the network. */
  config: '/etc/pgbackrest/pgbackrest.conf',
  /** On the backup host, for servers that are started from a backup: they read the repository on the same host. */
  restoreConfig: '/etc/pgbackrest/restore.conf',
  tls: '/etc/pgbackrest/tls',
  push: '/etc/pgbackrest/archive-push',
  get: '/etc/pgbackrest/archive-get',
  log: '/var/log/pgbackrest',
  spool: '/var/spool/pgbackrest',
  locks: '/run/pgbackrest',
  pushFailed: '/var/spool/pgbackrest/tamada-push-failed',
  letGo: '/var/spool/pgbackrest/tamada-let-go',
  pushConflicts: '/var/spool/pgbackrest/tamada-conflicts',
  /** Touched when the archive did not answer a member. */
  getSilent: '/var/spool/pgbackrest/tamada-silent',
} as const;

/** In seconds. The long ones are for backups. db-timeout must be less than protocol-timeout. */
export const pgbackrestTimes = {
  ioTimeout: 2,
  protocolTimeout: 20,
  dbTimeout: 10,
  archiveTimeout: 60,
  longProtocolTimeout: 330,
  longDbTimeout: 300,
  pushSeconds: 30,
  getSeconds: 60,
  memberSeconds: 10,
} as const;

const second = 1000;

/** Longer than anything that waits for the network by the configuration's own time-outs. */
const usual = 120 * second;

interface Kind {
  readonly config?: string;
  readonly timeoutMs?: number | null;
  readonly exclusive?: boolean;
  /** `warn`: an answer on stdout, which must not have log lines in it. */
  readonly level?: 'info' | 'warn';
}

function command(
  site: BackupSite,
  args: readonly string[],
  { config = pgbackrestPaths.config, timeoutMs = usual, exclusive = false, level = 'info' }: Kind = {},
): ToolCommand {
  const argv = [site.program, `--config=${config}`, `--stanza=${site.name}`, `--log-level-console=${level}`, ...args];
  return { argv, user: site.user, cwd: null, env: {}, timeoutMs, exclusive };
}

export function version(site: BackupSite): ToolCommand {
  return { argv: [site.program, 'version'], user: site.user, cwd: null, env: {}, timeoutMs: 10 * second, exclusive: false };
}

export function stanzaCreate(site: BackupSite): ToolCommand {
  return command(site, ['stanza-create'], { exclusive: true });
}

export function info(site: BackupSite): ToolCommand {
  return command(site, ['--output=json', 'info'], { timeoutMs: 30 * second, level: 'warn' });
}

export function infoOf(site: BackupSite, label: string): ToolCommand {
  return command(site, ['--output=json', `--set=${label}`, 'info'], { timeoutMs: 30 * second, level: 'warn' });
}

export function infoText(site: BackupSite): ToolCommand {
  return command(site, ['info'], { timeoutMs: 30 * second, level: 'warn' });
}

/** `archiveId`: one life of the cluster in the repository, as 15-1. */
export function listArchive(site: BackupSite, archiveId: string): ToolCommand {
  return command(site, ['--recurse', '--output=json', 'repo-ls', `archive/${site.name}/${archiveId}`], { level: 'warn' });
}

export function readHistory(site: BackupSite, archiveId: string, file: string): ToolCommand {
  const get = command(site, ['repo-get', `archive/${site.name}/${archiveId}/${file}`], { timeoutMs: 30 * second, level: 'warn' });
  return { ...get, lasting: true };
}

/** On a database host. */
export function push(site: BackupSite, file: string): ToolCommand {
  return command(site, ['archive-push', `${site.postgres.dataDirectory}/pg_wal/${file}`]);
}

export function get(site: BackupSite, file: string, into: string): ToolCommand {
  const { restoreConfig, config } = pgbackrestPaths;
  // It reads pg_control to know which cluster's segment is meant.
  const here = site.node === site.host.name;
  const data = here && site.delayed !== null ? site.delayed.dataDirectory : site.postgres.dataDirectory;
  return command(site, [`--pg1-path=${data}`, 'archive-get', file, into], { config: here ? restoreConfig : config });
}

/**
 * It takes the first standby that it finds, and finds the leader by itself: so the hosts are told in the order in which they should be taken.
 * Expiry is ours: its own would run at once, and knows neither pins nor the delayed replica.
 */
export function backup(site: BackupSite, kind: 'full' | 'incremental', source: string, leader: string): ToolCommand {
  const order = [...site.databases].sort((one, other) => rank(one.name) - rank(other.name));
  function rank(name: string): number {
    return name === source ? 0 : name === leader ? 1 : 2;
  }
  const hosts = order.map(({ address }, index) => `--pg${index + 1}-host=${address}`);
  const standby = source === leader ? [] : ['--backup-standby'];
  return command(site, ['--no-expire-auto', `--type=${kind === 'full' ? 'full' : 'incr'}`, ...hosts, ...standby, 'backup'], {
    timeoutMs: null,
    exclusive: true,
  });
}

/** Its exit code says nothing, its words do. */
export function verify(site: BackupSite): ToolCommand {
  return command(site, ['--output=text', '--verbose', 'verify'], { timeoutMs: null, exclusive: true });
}

export function expire(site: BackupSite, fulls: number, dryRun: boolean): ToolCommand {
  return command(site, [`--repo1-retention-full=${fulls}`, ...(dryRun ? ['--dry-run'] : []), 'expire'], {
    timeoutMs: null,
    exclusive: true,
  });
}

export function annotate(site: BackupSite, backupId: string, untilMs: number | null): ToolCommand {
  const until = untilMs === null ? '' : new Date(untilMs).toISOString();
  return command(site, [`--set=${backupId}`, `--annotation=pinned-until=${until}`, 'annotate'], { exclusive: true });
}

/** The target chooses the backup set; the recovery settings that it writes are replaced by the caller. */
export function restore(site: BackupSite, { backup: set, target, directory, tablespaces }: RestoreRequest): ToolCommand {
  const maps = tablespaces.map(({ id, to }) => `--tablespace-map=${id}=${to}`);
  return command(
    site,
    [
      `--pg1-path=${directory}`,
      '--archive-mode=off',
      ...targetOptions(target),
      ...(set === null ? [] : [`--set=${set}`]),
      ...maps,
      'restore',
    ],
    { config: site.node === site.host.name ? pgbackrestPaths.restoreConfig : pgbackrestPaths.config, timeoutMs: null },
  );
}

function targetOptions(target: RestoreRequest['target']): readonly string[] {
  switch (target.kind) {
    case 'latest':
      return ['--type=default'];
    case 'immediate':
      return ['--type=immediate'];
    case 'time':
      return ['--type=time', `--target=${recoveryTime(target.atMs, 'ms')}`];
    case 'lsn':
      return ['--type=lsn', `--target=${target.lsn}`];
    case 'xid':
      return ['--type=xid', `--target=${target.xid}`];
  }
}
