import { pgbackrestPaths } from '../../backup/index.ts';
import type { DirectoryRule, FileRule } from '../file-rule.ts';
import type { PlatformPaths } from '../paths.ts';
import { roleTimers, type Role } from '../roles.ts';

const postgres = { owner: 'postgres', group: 'postgres' };
const root = { owner: 'root', group: 'root' };
/** Written by root, read by PostgreSQL's user. */
const shared = { owner: 'root', group: 'postgres' };

const tool = { program: 'pgbackrest', unit: 'tamada-pgbackrest.service', restartKeys: [], validator: null } as const;

export function pgbackrestFiles({ pgbackrestTls }: PlatformPaths, role: Role): readonly FileRule[] {
  const { config, restoreConfig, push, get } = pgbackrestPaths;
  const conf = { ...tool, format: 'pgbackrest', ownership: shared, maxMode: 0o640 } as const;
  const script = { ...tool, format: 'shell', ownership: root, maxMode: 0o755, needs: [], unit: null } as const;
  const tls = { ...tool, format: 'raw', ownership: postgres, needs: ['reload'] } as const;
  const scripts: readonly FileRule[] = [{ ...script, path: get, template: 'pgbackrest/archive-get' }];
  return [
    {
      ...tool,
      path: '/etc/tmpfiles.d/tamada-pgbackrest.conf',
      template: 'systemd/tmpfiles.d/tamada-pgbackrest.conf',
      format: 'systemd',
      ownership: root,
      maxMode: 0o644,
      needs: ['tmpfiles'],
      unit: null,
    },
    { ...tls, path: pgbackrestTls.authority, template: 'pgbackrest/tls/authority.crt', maxMode: 0o644 },
    { ...tls, path: pgbackrestTls.certificate, template: 'pgbackrest/tls/node.crt', maxMode: 0o644 },
    { ...tls, path: pgbackrestTls.key, template: 'pgbackrest/tls/node.key', maxMode: 0o600 },
    { ...conf, path: config, template: 'pgbackrest/pgbackrest.conf', needs: ['reload'] },
    ...(role === 'backup'
      ? [{ ...conf, path: restoreConfig, template: 'pgbackrest/restore.conf', needs: [], unit: null }]
      : [{ ...script, path: push, template: 'pgbackrest/archive-push' }]),
    ...scripts,
    // A restart would end a running backup: what is in here takes effect with the next one.
    { ...unitFile('tamada-pgbackrest.service'), ...tool, needs: ['daemon_reload'] },
  ];
}

export function pgbackrestDirectories({ pgbackrestTls, pgbackrestCatalogue }: PlatformPaths, role: Role): readonly DirectoryRule[] {
  const own = { program: 'pgbackrest', ownership: postgres, maxMode: 0o750 } as const;
  return [
    { ...own, path: pgbackrestPaths.directory, ownership: root, maxMode: 0o755 },
    { ...own, path: pgbackrestTls.folder, maxMode: 0o700 },
    { ...own, path: pgbackrestPaths.log },
    { ...own, path: pgbackrestPaths.spool },
    ...(role === 'backup' ? [{ ...own, path: pgbackrestCatalogue }] : []),
  ];
}

const delayed = { program: 'delayed', unit: 'tamada-delayed.service', restartKeys: [], validator: null } as const;

/** The delayed replica's PostgreSQL reads all of its settings from here, and none from its data directory. */
export function delayedFiles({ delayedConfigDirectory: folder, delayedTls }: PlatformPaths): readonly FileRule[] {
  const conf = { ...delayed, ownership: shared, maxMode: 0o640 } as const;
  const tls = { ...delayed, format: 'raw', ownership: postgres, needs: ['reload'] } as const;
  return [
    { ...tls, path: delayedTls.authority, template: 'delayed/tls/authority.crt', maxMode: 0o644 },
    { ...tls, path: delayedTls.certificate, template: 'delayed/tls/node.crt', maxMode: 0o644 },
    { ...tls, path: delayedTls.key, template: 'delayed/tls/node.key', maxMode: 0o600 },
    { ...conf, path: `${folder}/postgresql.conf`, template: 'delayed/postgresql.conf', format: 'postgres', needs: ['restart'] },
    { ...conf, path: `${folder}/pg_hba.conf`, template: 'delayed/pg_hba.conf', format: 'raw', needs: ['reload'] },
    { ...unitFile('tamada-delayed.service'), ...delayed, needs: ['daemon_reload'] },
  ];
}

export function delayedDirectories({
  delayedConfigDirectory,
  delayedTls,
  postgresVersionDirectory,
}: PlatformPaths): readonly DirectoryRule[] {
  return [
    { path: delayedConfigDirectory, program: 'delayed', ownership: root, maxMode: 0o755 },
    { path: delayedTls.folder, program: 'delayed', ownership: postgres, maxMode: 0o700 },
    { path: postgresVersionDirectory, program: 'delayed', ownership: postgres, maxMode: 0o700 },
  ];
}

/** Timers and what they start; they belong to tamada itself. */
export function scheduleFiles(role: Role): readonly FileRule[] {
  const own = { program: 'tamada', unit: null, restartKeys: [], validator: null, needs: ['daemon_reload'] } as const;
  const timers = roleTimers(role);
  return [
    ...(timers.length > 0 ? [{ ...unitFile('tamada-backup@.service'), ...own }] : []),
    ...timers.map((unit): FileRule => ({ ...unitFile(unit), ...own, unit, needs: ['daemon_reload', 'restart'] })),
  ];
}

function unitFile(name: string): Pick<FileRule, 'path' | 'template' | 'format' | 'ownership' | 'maxMode'> {
  return { path: `/etc/systemd/system/${name}`, template: `systemd/${name}`, format: 'systemd', ownership: root, maxMode: 0o644 };
}
