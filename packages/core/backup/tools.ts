import { pgbackrest } from './pgbackrest/pgbackrest.ts';
import { pgProbackup } from './pg-probackup/pg-probackup.ts';
import type { BackupToolName } from './site.ts';
import type { BackupTool } from './tool.ts';

/** Each tool by its name. */
export function backupToolOf(name: BackupToolName): BackupTool {
  switch (name) {
    case 'pgbackrest':
      return pgbackrest;
    case 'pg_probackup':
      return pgProbackup;
  }
}
