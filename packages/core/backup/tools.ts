import { pgbackrest } from './pgbackrest/pgbackrest.ts';
import type { BackupToolName } from './site.ts';
import type { BackupTool } from './tool.ts';

/** The tool behind the interface. */
export function backupToolOf(name: BackupToolName): BackupTool {
  switch (name) {
    case 'pgbackrest':
      return pgbackrest;
    case 'pg_probackup':
      throw new Error('pg_probackup is not behind the interface yet');
  }
}
