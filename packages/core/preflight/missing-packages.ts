import type { Facts } from '@tamada/core/facts';
import { forVersion, platformTable } from '@tamada/core/platform';
import type { Survey } from './types.ts';

export type PackageState = Survey['packages'][number];

/** Packages that are not installed, but for those whose program is there by other ways. */
export function missingPackages(packages: readonly PackageState[], facts: Facts, postgresVersion: number): readonly PackageState[] {
  const rows = Object.entries(platformTable(facts.platform).programs);
  const brought = rows
    .filter(([program, { substitute }]) => substitute !== null && facts.programs.some((one) => one.program === program))
    .flatMap(([, row]) => row.packages.map((name) => forVersion(name, postgresVersion)));
  return packages.filter(({ name, version }) => version === '' && !brought.includes(name));
}

/** The command that installs them; nothing starts or initialises anything by itself. */
export function installCommand(packages: readonly string[], facts: Facts): string {
  const { packageManager, installGuards } = platformTable(facts.platform);
  const guards = installGuards.map(({ path, content }) => `echo '${content.trim()}' | install -D -m 0644 /dev/stdin ${path} && `);
  const install = packageManager === 'apt' ? 'apt-get install --no-install-recommends' : 'dnf install';
  return `${guards.join('')}${install} ${packages.join(' ')}`;
}
