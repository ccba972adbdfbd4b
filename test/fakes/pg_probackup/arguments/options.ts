/** Every option that the real one knows. It takes any of them with any command, and says nothing when the command does not use it. */

export type OptionKind =
  | 'text'
  | 'flag'
  /** A 32-bit unsigned integer. */
  | 'count'
  /** With a unit of time, seconds without one; kept as seconds. */
  | 'seconds'
  /** As `seconds`, 64 bits with a sign. */
  | 'interval'
  /** For a log file's size and age; kept as they stand. */
  | 'unit'
  /** `text` that may be given several times. */
  | 'list';

export interface OptionRule {
  readonly kind: OptionKind;
  readonly short?: string;
}

const text = { kind: 'text' } as const;
const flag = { kind: 'flag' } as const;
const count = { kind: 'count' } as const;

export const optionTable = {
  // which catalogue, instance, backup
  'backup-path': { kind: 'text', short: 'B' },
  instance: text,
  pgdata: { kind: 'text', short: 'D' },
  'backup-id': { kind: 'text', short: 'i' },
  'backup-mode': { kind: 'text', short: 'b' },
  // how
  threads: { kind: 'count', short: 'j' },
  progress: flag,
  help: flag,
  version: { kind: 'flag', short: 'V' },
  'no-sync': flag,
  'no-validate': flag,
  'skip-block-validation': flag,
  'no-color': flag,
  'dry-run': flag,
  force: flag,
  // backup
  stream: flag,
  'smooth-checkpoint': { kind: 'flag', short: 'C' },
  slot: { kind: 'text', short: 'S' },
  'primary-slot-name': text,
  'temp-slot': flag,
  'perm-slot': { kind: 'flag', short: 'P' },
  'backup-pg-log': flag,
  'external-dirs': { kind: 'text', short: 'E' },
  // retention and pins
  'delete-expired': flag,
  'merge-expired': flag,
  'delete-wal': flag,
  'retention-redundancy': count,
  'retention-window': count,
  'wal-depth': count,
  status: text,
  ttl: { kind: 'interval' },
  'expire-time': text,
  note: text,
  // restore
  'recovery-target-time': text,
  'recovery-target-xid': text,
  'recovery-target-lsn': text,
  'recovery-target-inclusive': text,
  'recovery-target-timeline': text,
  'recovery-target': text,
  'recovery-target-name': text,
  'recovery-target-action': text,
  'restore-command': text,
  'restore-as-replica': { kind: 'flag', short: 'R' },
  'primary-conninfo': text,
  'tablespace-mapping': { kind: 'list', short: 'T' },
  'external-mapping': { kind: 'list' },
  'skip-external-dirs': flag,
  waldir: { kind: 'text', short: 'X' },
  'incremental-mode': { kind: 'text', short: 'I' },
  'db-include': { kind: 'list' },
  'db-exclude': { kind: 'list' },
  'destroy-all-other-dbs': flag,
  // show
  archive: flag,
  format: text,
  'no-scale-units': flag,
  // checkdb
  amcheck: flag,
  heapallindexed: flag,
  checkunique: flag,
  // WAL archive
  'wal-file-path': text,
  'wal-file-name': text,
  'batch-size': count,
  'archive-timeout': { kind: 'seconds' },
  'no-ready-rename': flag,
  overwrite: flag,
  'prefetch-dir': text,
  'no-validate-wal': flag,
  compress: flag,
  'compress-algorithm': text,
  'compress-level': count,
  // catchup
  'source-pgdata': text,
  'destination-pgdata': text,
  'exclude-path': { kind: 'list', short: 'x' },
  // connection
  pgdatabase: { kind: 'text', short: 'd' },
  pghost: { kind: 'text', short: 'h' },
  pgport: { kind: 'text', short: 'p' },
  pguser: { kind: 'text', short: 'U' },
  'no-password': { kind: 'flag', short: 'w' },
  password: { kind: 'flag', short: 'W' },
  // remote
  'remote-proto': text,
  'remote-host': text,
  'remote-port': text,
  'remote-path': text,
  'remote-user': text,
  'ssh-options': text,
  'archive-host': text,
  'archive-port': text,
  'archive-user': text,
  // deprecated
  'master-user': text,
  'master-db': text,
  'master-host': text,
  'master-port': text,
  'replica-timeout': { kind: 'seconds' },
  // logging
  'log-level-console': text,
  'log-level-file': text,
  'log-format-console': text,
  'log-format-file': text,
  'log-filename': text,
  'error-log-filename': text,
  'log-directory': text,
  'log-rotation-size': { kind: 'unit' },
  'log-rotation-age': { kind: 'unit' },
} as const satisfies Readonly<Record<string, OptionRule>>;

export type OptionName = keyof typeof optionTable;
export const optionNames = Object.keys(optionTable) as readonly OptionName[];
type OfKind<Kind extends OptionKind> = { [Name in OptionName]: (typeof optionTable)[Name]['kind'] extends Kind ? Name : never }[OptionName];
export type TextOption = OfKind<'text' | 'unit'>;
export type FlagOption = OfKind<'flag'>;
export type NumberOption = OfKind<'count' | 'seconds' | 'interval'>;
export type ListOption = OfKind<'list'>;
