import type { Facts } from '@tamada/core/facts';
import { forVersion, platformTable } from '@tamada/core/platform';
import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';
import type { Survey } from '../types.ts';

export const packages: Check = {
  name: 'packages',
  about: 'packages are installed, or can be',
  ignorable: false,
  check: (input) =>
    answered(input).flatMap((report) => judgePackages(report, input.topology.postgres.version, input.topology.packages === 'managed')),
};

function judgePackages({ node, facts, survey }: AnsweredReport, postgresVersion: number, managed: boolean): readonly Judgement[] {
  if (survey.packages.length === 0) return [];
  const missing = missingPackages(survey.packages, facts, postgresVersion);
  if (missing.length === 0) return [pass(node.name, 'all packages are installed')];
  const names = (which: typeof missing): string => which.map(({ name }) => name).join(', ');
  if (!managed) {
    const command = installCommand(
      missing.map(({ name }) => name),
      facts,
    );
    return [fail(node.name, `not installed: ${names(missing)}`, `run on ${node.name}: ${command}`)];
  }
  const nowhere = missing.filter(({ candidate }) => candidate === '');
  if (nowhere.length === 0) return [pass(node.name, `will be installed: ${names(missing)}`)];
  return [
    fail(
      node.name,
      `no repository has ${names(nowhere)}`,
      `add a repository that has it to ${node.name} and refresh its lists, or install it by hand`,
    ),
  ];
}

export const users: Check = {
  name: 'users',
  about: 'the users of the programs are there, or will be',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, facts, survey }) => {
      if (survey.users.length === 0) return [];
      const missing = survey.users.filter(({ present }) => !present).map(({ name }) => name);
      const bringing = missingPackages(survey.packages, facts, input.topology.postgres.version);
      if (missing.length === 0) return [pass(node.name, 'all users are there')];
      // Those that no package makes are made from a sysusers file of the bundle.
      return missing.includes('postgres') && bringing.length === 0
        ? [warn(node.name, 'the user postgres is missing though its packages are installed', 'install the packages again')]
        : [pass(node.name, `will be made: ${missing.join(', ')}`)];
    }),
};

export type PackageState = Survey['packages'][number];

/** Packages that are not installed, except those whose program came in another way. */
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
