import { pgProbackupPaths } from '../../backup/index.ts';
import type { DirectoryRule, FileRule } from '../file-rule.ts';
import type { PlatformPaths } from '../paths.ts';
import type { Role } from '../roles.ts';

const postgres = { owner: 'postgres', group: 'postgres' };
const root = { owner: 'root', group: 'root' };
const { directory, ssh, sshConfig, sshdConfig, pgpass, push, get, state } = pgProbackupPaths;

const tool = { program: 'pg_probackup', unit: null, restartKeys: [], validator: null, needs: [] } as const;

export function pgProbackupFiles(role: Role): readonly FileRule[] {
  const script = { ...tool, format: 'shell', ownership: root, maxMode: 0o755 } as const;
  return [
    role === 'backup'
      ? { ...tool, path: pgpass, template: 'pg_probackup/pgpass', format: 'raw', ownership: postgres, maxMode: 0o600 }
      : { ...script, path: push, template: 'pg_probackup/archive-push' },
    { ...script, path: get, template: 'pg_probackup/archive-get' },
  ];
}

export function pgProbackupDirectories({ pgProbackupCatalogue }: PlatformPaths, role: Role): readonly DirectoryRule[] {
  const own = { program: 'pg_probackup', ownership: postgres, maxMode: 0o750 } as const;
  return [
    { ...own, path: directory, ownership: root, maxMode: 0o755 },
    { ...own, path: state },
    ...(role === 'backup' ? [{ ...own, path: pgProbackupCatalogue, maxMode: 0o700 }] : []),
  ];
}

const sshd = { program: 'sshd', unit: 'tamada-sshd.service', restartKeys: [], validator: null } as const;
const conf = { ...sshd, format: 'raw', ownership: root, maxMode: 0o644 } as const;

/** Keys and hosts are read for each connection; the host's own key when sshd starts, or reads its configuration again. */
export const sshdFiles: readonly FileRule[] = [
  { ...conf, path: `${ssh}/authorized_keys`, template: 'pg_probackup/ssh/authorized_keys', needs: [] },
  { ...conf, path: `${ssh}/known_hosts`, template: 'pg_probackup/ssh/known_hosts', needs: [] },
  { ...conf, path: sshConfig, template: 'pg_probackup/ssh/config', needs: [] },
  { ...conf, path: `${ssh}/id`, template: 'pg_probackup/ssh/id', ownership: postgres, maxMode: 0o600, needs: [] },
  { ...conf, path: `${ssh}/host_key`, template: 'pg_probackup/ssh/host_key', maxMode: 0o600, needs: ['reload'] },
  { ...conf, path: sshdConfig, template: 'pg_probackup/ssh/sshd_config', needs: ['reload'] },
  {
    ...sshd,
    path: '/etc/systemd/system/tamada-sshd.service',
    template: 'systemd/tamada-sshd.service',
    format: 'systemd',
    ownership: root,
    maxMode: 0o644,
    needs: ['daemon_reload'],
  },
];

export const sshdDirectories: readonly DirectoryRule[] = [{ path: ssh, program: 'sshd', ownership: root, maxMode: 0o755 }];
