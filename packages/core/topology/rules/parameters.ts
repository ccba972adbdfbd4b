import { own } from '../../foreign/index.ts';
import type { Finding, Rule } from './rule.ts';

/** Parameters that tamada or Patroni sets on every node, with what the operator writes instead. */
const managed: Readonly<Record<string, string>> = {
  archive_command: 'tamada sets it from `backup`',
  archive_library: 'tamada sets it from `backup`',
  archive_mode: 'tamada turns it on from the beginning',
  cluster_name: 'use `name`',
  config_file: 'Patroni sets it',
  data_directory: 'Patroni sets it',
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
  recovery_min_apply_delay: 'use `backup.delayedReplica.delay`',
  restore_command: 'tamada sets it from `backup`',
  server_encoding: 'use `postgres.encoding`',
  ssl: 'tamada turns it on',
  ssl_ca_file: 'tamada sets it',
  ssl_cert_file: 'tamada sets it',
  ssl_key_file: 'tamada sets it',
  synchronous_commit: 'use `synchronous.guarantee`',
  synchronous_standby_names: 'use `synchronous.guarantee`',
  unix_socket_directories: 'Patroni sets it',
  wal_log_hints: 'Patroni keeps it on',
};

/** Below these Patroni drops the value without a word. */
const least: Readonly<Record<string, number>> = {
  max_connections: 25,
  max_locks_per_transaction: 32,
  max_replication_slots: 4,
  max_wal_senders: 3,
  max_worker_processes: 2,
};

const walLevels = ['replica', 'logical'];

const parameterManaged: Rule = {
  name: 'parameter-managed',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres }) =>
    Object.keys(postgres.parameters).flatMap((name): Finding[] => {
      const hint = own(managed, name) ?? (name.startsWith('recovery_target') ? 'a member of a cluster never stops at a target' : undefined);
      if (hint === undefined) return [];
      return [{ path: ['postgres', 'parameters', name], at: 'key', problem: `the parameter ${name} is not yours to set`, hint }];
    }),
};

const parameterValue: Rule = {
  name: 'parameter-value',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres }) =>
    Object.entries(postgres.parameters).flatMap(([name, value]): Finding[] => {
      const hint = valueHint(name, value);
      if (hint === null) return [];
      return [{ path: ['postgres', 'parameters', name], at: 'value', problem: `Patroni refuses ${name} = ${String(value)}`, hint }];
    }),
};

function valueHint(name: string, value: string | number | boolean): string | null {
  if (name === 'wal_level') return walLevels.includes(String(value)) ? null : `one of: ${walLevels.join(', ')}`;
  const minimum = own(least, name);
  if (minimum === undefined) return null;
  const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  return Number.isInteger(number) && number >= minimum ? null : `a whole number, at least ${minimum}`;
}

export const parameterRules: readonly Rule[] = [parameterManaged, parameterValue];
