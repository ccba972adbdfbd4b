import { join } from 'node:path';

/** Where things stand in a catalogue; every path is absolute. */
export interface Layout {
  readonly catalogue: string;
  readonly backups: string;
  readonly instance: string;
  readonly wal: string;
  readonly config: string;
}

export function layoutOf(catalogue: string, instance: string): Layout {
  const folder = join(catalogue, 'backups', instance);
  return {
    catalogue,
    backups: join(catalogue, 'backups'),
    instance: folder,
    wal: join(catalogue, 'wal', instance),
    config: join(folder, 'pg_probackup.conf'),
  };
}

/** The files of one backup. */
export interface BackupLayout {
  readonly folder: string;
  readonly control: string;
  readonly content: string;
  readonly database: string;
  readonly pid: string;
  readonly headers: string;
}

export function backupLayout({ instance }: Layout, id: string): BackupLayout {
  const folder = join(instance, id);
  return {
    folder,
    control: join(folder, 'backup.control'),
    content: join(folder, 'backup_content.control'),
    database: join(folder, 'database'),
    pid: join(folder, 'backup.pid'),
    headers: join(folder, 'page_header_map'),
  };
}
