import { backupTimers, type BackupTimer, type BackupToolName } from '../backup/index.ts';
import { programs, type Platform, type Program } from '../facts/index.ts';
import { forVersion, platformTable } from './table.ts';

/** Who a node is for. Patroni's "role" is called the state of the member. */
export const roles = ['database', 'witness', 'backup'] as const;
export type Role = (typeof roles)[number];

/** What of a topology decides which programs its nodes run. */
interface Planned {
  readonly datacenters: readonly { readonly name: string; readonly vip: object | null }[];
  readonly backup: { readonly tool: BackupToolName; readonly delayedReplica: object | null } | null;
}

interface Placed {
  readonly role: Role;
  readonly datacenter: string;
}

/** Programs that a node of this role may run, in the order in which they start. */
export function rolePrograms(role: Role): readonly Program[] {
  return programs.filter((program) => runOn[program].includes(role));
}

const runOn: Readonly<Record<Program, readonly Role[]>> = {
  consul: ['database', 'witness'],
  postgres: ['database'],
  patroni: ['database'],
  haproxy: ['database'],
  keepalived: ['database'],
  pgbackrest: ['database', 'backup'],
  pg_probackup: ['database', 'backup'],
  sshd: ['database', 'backup'],
  delayed: ['backup'],
};

/** Those of its role's programs that this node runs: keepalived only where there is a VIP to keep, of the backup tools the chosen one. */
export function nodePrograms({ datacenters, backup }: Planned, { role, datacenter }: Placed): readonly Program[] {
  const hasVip = datacenters.some(({ name, vip }) => name === datacenter && vip !== null);
  return rolePrograms(role).filter((program) => {
    switch (program) {
      case 'keepalived':
        return hasVip;
      case 'pgbackrest':
        return backup?.tool === 'pgbackrest';
      case 'pg_probackup':
      case 'sshd':
        return backup?.tool === 'pg_probackup';
      case 'delayed':
        return backup !== null && backup.delayedReplica !== null;
      case 'consul':
      case 'postgres':
      case 'patroni':
      case 'haproxy':
        return true;
    }
  });
}

/** Packages that a node of this role may need, each once. */
export function rolePackages(role: Role, platform: Platform, postgresVersion: number): readonly string[] {
  return packagesOf(rolePrograms(role), platform, postgresVersion);
}

/** Packages of these programs, each once. */
export function packagesOf(these: readonly Program[], platform: Platform, postgresVersion: number): readonly string[] {
  const table = platformTable(platform).programs;
  const names = these.flatMap((program) => table[program].packages);
  return [...new Set(names.map((name) => forVersion(name, postgresVersion)))];
}

/** Timers that a node of this role may have beside its programs: they start jobs. */
export function roleTimers(role: Role): readonly string[] {
  return role === 'backup' ? backupTimers.map(timerUnit) : [];
}

export function timerUnit(timer: BackupTimer): string {
  return `tamada-backup-${timer}.timer`;
}

/** A command that, found on PATH, makes this package unnecessary; null where nothing but the package will do. */
export function packageSubstitute(platform: Platform, packageName: string, postgresVersion: number): string | null {
  const row = Object.values(platformTable(platform).programs).find(({ packages }) =>
    packages.some((name) => forVersion(name, postgresVersion) === packageName),
  );
  const substitute = row?.substitute ?? null;
  return substitute === null ? null : forVersion(substitute, postgresVersion);
}

/** OS users that the role's programs run as, each once. */
export function roleUsers(role: Role, platform: Platform): readonly string[] {
  const table = platformTable(platform).programs;
  return [...new Set(rolePrograms(role).map((program) => table[program].user))];
}

/** Units that packages of a program bring and that must neither run nor be enabled on a node of this role. */
export function unwantedUnits(role: Role, platform: Platform, postgresVersion: number): readonly UnwantedUnit[] {
  const table = platformTable(platform).programs;
  return rolePrograms(role).flatMap((program) =>
    table[program].unwantedUnits.map((unit) => ({ name: forVersion(unit, postgresVersion), program })),
  );
}

interface UnwantedUnit {
  readonly name: string;
  readonly program: Program;
}
