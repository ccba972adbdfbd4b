import { createHash } from 'node:crypto';
import type { ConsulSource } from './consul-source.ts';

/** Everything that decides what a base tree looks like; equal recipes share one tree. */
export interface Recipe {
  /** Raised when the code that builds changes what it builds. */
  readonly revision: number;
  readonly suite: string;
  /** What a server has before anybody puts a program of ours on it. */
  readonly system: readonly string[];
  /** What our product runs, installed and off, and kept as an apt repository in the tree. */
  readonly products: readonly string[];
  readonly consul: ConsulSource;
  readonly disabledUnits: readonly string[];
  readonly maskedUnits: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** Where the hosts' only apt source stands. */
export const repositoryFolder = '/srv/lab-apt';

export function baseRecipe(consul: ConsulSource): Recipe {
  return {
    revision: 1,
    suite: 'bookworm',
    system: [
      ...['systemd', 'systemd-sysv', 'dbus', 'libpam-systemd', 'sudo', 'kmod'],
      ...['iproute2', 'iputils-ping', 'netbase', 'ca-certificates', 'curl', 'procps', 'less', 'xz-utils'],
    ],
    products: ['postgresql-15', 'patroni', 'python3-consul', 'haproxy', 'keepalived', 'consul', 'pgbackrest', 'openssh-server'],
    consul,
    disabledUnits: [
      ...['postgresql.service', 'patroni.service', 'haproxy.service', 'keepalived.service'],
      ...['pgbackrest.service', 'ssh.service', 'ssh.socket'],
    ],
    maskedUnits: [
      // Consoles that nobody looks at, and timers that would work while something is measured.
      ...['console-getty.service', 'getty@tty1.service', 'systemd-pstore.service'],
      ...[
        'apt-daily.timer',
        'apt-daily-upgrade.timer',
        'dpkg-db-backup.timer',
        'e2scrub_all.timer',
        'e2scrub_reap.service',
        'fstrim.timer',
      ],
      // The machine's, not a host's.
      ...['sys-kernel-debug.mount', 'sys-kernel-tracing.mount'],
    ],
    files: {
      '/etc/apt/sources.list': `deb [trusted=yes] file:${repositoryFolder} ./\n`,
      '/etc/resolv.conf': '# The lab has no name server.\n',
      '/etc/default/locale': 'LANG=C.UTF-8\n',
      '/etc/hostname': 'lab\n',
      '/etc/machine-id': '',
      '/etc/systemd/journald.conf.d/lab.conf': '[Journal]\nStorage=persistent\nSystemMaxUse=48M\nRuntimeMaxUse=16M\nRateLimitBurst=0\n',
    },
  };
}

export function recipeKey(recipe: Recipe): string {
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 16);
}
