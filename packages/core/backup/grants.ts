/** Roles that the tools' PostgreSQL user has; a backup from a standby begins with a CHECKPOINT there. */
export const backupRoles = ['pg_read_all_settings', 'pg_checkpoint'] as const;

/** What the tools' PostgreSQL user may call beyond reading all settings: the least that both need (the facts proved one grant at a time). */
export const backupFunctions = [
  'pg_catalog.pg_backup_start(text, boolean)',
  'pg_catalog.pg_backup_stop(boolean)',
  'pg_catalog.pg_create_restore_point(text)',
  'pg_catalog.pg_switch_wal()',
] as const;
