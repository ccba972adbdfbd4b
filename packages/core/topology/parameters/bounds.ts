import { own } from '../../foreign/index.ts';
import { postgresReleases } from '../generated/postgres-releases.ts';
import type { PostgresRelease } from './release.ts';

export function releaseOf(major: number): PostgresRelease {
  const release = postgresReleases[major];
  if (release === undefined) throw new Error(`no table of PostgreSQL ${major}`);
  return release;
}

/** Parameters that are not the operator's to set, with what to do instead. */
export const managedParameters: Readonly<Record<string, string>> = {
  archive_cleanup_command: 'Patroni drops it',
  archive_command: 'tamada sets it from `backup`',
  archive_library: 'tamada sets it from `backup`',
  archive_mode: 'tamada turns it on from the beginning',
  bonjour: 'PostgreSQL is built without it',
  bonjour_name: 'PostgreSQL is built without it',
  cluster_name: 'use `name`',
  config_file: 'Patroni sets it',
  data_directory: 'Patroni sets it',
  db_user_namespace: 'it gives the names of users, of replication too, another meaning',
  default_transaction_read_only: 'Patroni and tamada could not write either; use `ALTER ROLE ... SET`',
  event_source: 'it is for Windows',
  extension_destdir: "only Debian's PostgreSQL has it",
  external_pid_file: 'Patroni sets it',
  fsync: 'switching it off loses committed rows',
  full_page_writes: 'switching it off loses committed rows',
  hba_file: 'use `postgres.hba`',
  hot_standby: 'Patroni keeps it on',
  ident_file: 'Patroni sets it',
  listen_addresses: "use the node's `address`",
  password_encryption: 'tamada uses scram-sha-256',
  port: 'use `postgres.port`',
  primary_conninfo: 'Patroni sets it',
  primary_slot_name: 'Patroni sets it',
  promote_trigger_file: 'Patroni promotes',
  recovery_end_command: 'Patroni drops it',
  recovery_min_apply_delay: 'use `backup.delayedReplica.delay`',
  restore_command: 'tamada sets it from `backup`',
  restrict_nonsystem_relation_kind: 'Patroni 3.0 drops it',
  ssl: 'tamada turns it on',
  ssl_ca_file: 'tamada sets it',
  ssl_cert_file: 'tamada sets it',
  ssl_crl_dir: 'tamada makes the certificates',
  ssl_crl_file: 'tamada makes the certificates',
  ssl_dh_params_file: 'no such file is on the hosts',
  ssl_key_file: 'tamada sets it',
  ssl_passphrase_command: "tamada's keys have no passphrase",
  ssl_passphrase_command_supports_reload: "tamada's keys have no passphrase",
  synchronous_commit: 'use `synchronous.guarantee`',
  synchronous_standby_names: 'use `synchronous.guarantee`',
  transaction_deferrable: 'use `default_transaction_deferrable`',
  transaction_isolation: 'use `default_transaction_isolation`',
  transaction_read_only: 'it belongs to one transaction',
  unix_socket_directories: 'Patroni sets it',
  unix_socket_group: 'Patroni and tamada come through the socket as postgres',
  wal_log_hints: 'Patroni keeps it on',
};

/** Why a parameter may not stand in a topology; null where it may, or where there is no such parameter. */
export function whyNot(name: string, release: PostgresRelease): string | null {
  const instead = own(managedParameters, name);
  if (instead !== undefined) return instead;
  if (name === 'server_encoding') return 'use `postgres.encoding`';
  if (name === 'lc_collate' || name === 'lc_ctype') return 'use `postgres.locale`';
  if (name.startsWith('recovery_target')) return 'a member of a cluster never stops at a target';
  return own(release.parameters, name)?.context === 'internal' ? 'PostgreSQL itself sets it' : null;
}

interface Bound {
  readonly least?: number;
  readonly most?: number;
  /** Allowed though it is less. */
  readonly or?: number;
  readonly why: string;
}

const dropped = 'Patroni drops a smaller one without a word';
const raised = 'PostgreSQL raises a smaller one without a word';
const segments = 'two segments of WAL, or PostgreSQL does not start';

/** Where pg_settings allows more than the program does; in the parameter's own unit. */
export const parameterBounds: Readonly<Record<string, Bound>> = {
  autovacuum_work_mem: { least: 1024, or: -1, why: raised },
  max_connections: { least: 25, why: dropped },
  max_locks_per_transaction: { least: 32, why: dropped },
  max_replication_slots: { least: 4, why: dropped },
  max_stack_depth: { most: 7680, why: "what systemd's 8 MB of stack leave" },
  max_wal_senders: { least: 3, why: dropped },
  max_wal_size: { least: 32, why: segments },
  max_worker_processes: { least: 2, why: dropped },
  min_wal_size: { least: 32, why: segments },
  wal_buffers: { least: 4, or: -1, why: raised },
  wal_keep_size: { least: 16, why: dropped },
};
