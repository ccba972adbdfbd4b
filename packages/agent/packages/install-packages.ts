import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { forVersion, packageSubstitute, platformTable, rolePackages } from '@tamada/core/platform';
import type { PlatformTable } from '@tamada/core/platform';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { CommandRunner } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { findProgram } from '../host-commands.ts';
import { makeApt } from './apt.ts';
import { makeDnf } from './dnf.ts';
import type { PackageManager, PackageState } from './manager.ts';
import { withStartsDenied } from './starts-denied.ts';

type Say = (line: string) => void;
export type InstallContext = Pick<AgentContext, 'config' | 'run' | 'paths' | 'units'>;

/** Installs those of the packages that are missing, so that none starts or initialises anything. False where none was. */
export async function installPackages(agent: InstallContext, names: readonly string[], say: Say): Promise<boolean> {
  const { config, run, paths } = agent;
  refuseForeign(agent, names);
  const table = platformTable(config.platform);
  const manager = packageManager(table.packageManager, run);
  const missing = await missingPackages(agent, manager, names);
  if (missing.length === 0) return false;
  await demandCandidates(manager, missing, say);
  for (const guard of table.installGuards) await writeGuard(paths.at(guard.path), guard.content, say);
  say(`installing ${missing.join(' ')}`);
  await withStartsDenied(paths.at, () => manager.install(missing));
  for (const { name, version } of await manager.states(missing)) say(`installed ${name} ${version}`);
  await quieten(agent, missing, say);
  return true;
}

function refuseForeign({ config }: InstallContext, names: readonly string[]): void {
  const allowed = rolePackages(config.role, config.platform, config.postgres.version);
  const foreign = names.filter((name) => !allowed.includes(name));
  if (foreign.length === 0) return;
  const problem = `${foreign.join(' ')}: not a package of the role ${config.role}`;
  throw new TamadaError({ code: 'unsafe', problem, next: 'install it by hand, if the host needs it' });
}

async function missingPackages(
  { config, paths }: InstallContext,
  manager: PackageManager,
  names: readonly string[],
): Promise<readonly string[]> {
  const absent = (await manager.states(names)).filter(({ version }) => version === '');
  const checked = absent.map(async ({ name }) => {
    const substitute = packageSubstitute(config.platform, name, config.postgres.version);
    return substitute !== null && (await findProgram(paths.at, substitute)) !== null ? [] : [name];
  });
  return (await Promise.all(checked)).flat();
}

async function demandCandidates(manager: PackageManager, names: readonly string[], say: Say): Promise<void> {
  const without = async (): Promise<readonly PackageState[]> => (await manager.states(names)).filter(({ candidate }) => candidate === '');
  if ((await without()).length === 0) return;
  say('asking the repositories what they have');
  await manager.refresh();
  const still = (await without()).map(({ name }) => name);
  if (still.length === 0) return;
  const output = `no repository of this host has ${still.join(' ')}`;
  throw new TamadaError({ code: 'packages_failed', packages: still, output });
}

async function writeGuard(path: string, content: string, say: Say): Promise<void> {
  if ((await readOptional(path)) === content) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, content, { mode: 0o644 });
  say(`wrote ${path}, so that no package makes a database of its own`);
}

/** Units that have just come with our packages run only when a bundle wants them. */
async function quieten({ config, units }: InstallContext, installed: readonly string[], say: Say): Promise<void> {
  const version = config.postgres.version;
  const rows = Object.values(platformTable(config.platform).programs).filter(({ packages }) =>
    packages.some((name) => installed.includes(forVersion(name, version))),
  );
  const names = rows.flatMap(({ unit, unwantedUnits }) => [...(unit === null ? [] : [unit]), ...unwantedUnits]);
  for (const state of await units.show(names.map((name) => forVersion(name, version)))) {
    if (!state.loaded) continue;
    if (state.enabled) await units.change('disable', state.name);
    if (state.active !== 'inactive' && state.active !== 'failed') await units.change('stop', state.name);
    if (state.enabled || state.active === 'active') say(`${state.name} waits for its configuration`);
  }
}

export function packageManager(name: PlatformTable['packageManager'], run: CommandRunner): PackageManager {
  switch (name) {
    case 'apt':
      return makeApt(run);
    case 'dnf':
      return makeDnf(run);
  }
}
