import type { Platform, Program } from '../facts/index.ts';
import { forVersion, platformTable } from './table.ts';

/** Who a node is for. Patroni's "role" is called the state of the member. */
export const roles = ['database', 'witness', 'backup'] as const;
export type Role = (typeof roles)[number];

interface Vips {
  readonly datacenters: readonly { readonly name: string; readonly vip: object | null }[];
}

interface Placed {
  readonly role: Role;
  readonly datacenter: string;
}

/** Programs that a node of this role runs, in the order in which they start. */
export function rolePrograms(role: Role): readonly Program[] {
  switch (role) {
    case 'database':
      return ['consul', 'postgres', 'patroni', 'haproxy', 'keepalived'];
    case 'witness':
      return ['consul'];
    case 'backup':
      return [];
  }
}

/** Those of its role's programs that this node runs: keepalived only where there is a VIP to keep. */
export function nodePrograms({ datacenters }: Vips, { role, datacenter }: Placed): readonly Program[] {
  const hasVip = datacenters.some(({ name, vip }) => name === datacenter && vip !== null);
  return rolePrograms(role).filter((program) => program !== 'keepalived' || hasVip);
}

/** Packages that a node of this role needs, each once. */
export function rolePackages(role: Role, platform: Platform, postgresVersion: number): readonly string[] {
  const { programs } = platformTable(platform);
  const names = rolePrograms(role).flatMap((program) => programs[program].packages);
  return [...new Set(names.map((name) => forVersion(name, postgresVersion)))];
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
  const { programs } = platformTable(platform);
  return [...new Set(rolePrograms(role).map((program) => programs[program].user))];
}

/** Units that packages bring and that must neither run nor be enabled on a node of this role. */
export function unwantedUnits(role: Role, platform: Platform, postgresVersion: number): readonly string[] {
  const { programs } = platformTable(platform);
  return rolePrograms(role).flatMap((program) => programs[program].unwantedUnits.map((unit) => forVersion(unit, postgresVersion)));
}
