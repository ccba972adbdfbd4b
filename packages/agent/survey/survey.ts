import { stat } from 'node:fs/promises';
import { platformTable } from '@tamada/core/platform';
import type { Survey } from '@tamada/core/preflight';
import type { AgentContext } from '../agent-context.ts';
import { packageManager } from '../packages/platform-manager.ts';
import { hostAddresses } from '../status/addresses.ts';
import { programUnits } from '../status/units.ts';
import { clockState } from './clock.ts';
import { surveyDataDirectory } from './data-directory.ts';
import { diskState } from './disks.ts';
import { activeFirewalls } from './firewalls.ts';
import { localeStates } from './locales.ts';
import { portStates } from './ports.ts';
import type { PortQuestion } from './ports.ts';
import { selinuxState } from './selinux.ts';
import { watchdogState } from './watchdog.ts';

export interface SurveyQuestion {
  readonly ports: readonly PortQuestion[];
  readonly paths: readonly string[];
  readonly dataDirectory: string;
  readonly users: readonly string[];
  readonly locales: readonly string[];
  readonly packages: readonly string[];
}

/** What preflight asks about a node. Changes nothing; the disks come last, so that nothing of ours disturbs the measurement. */
export async function survey({ config, run, paths, journal, accounts }: AgentContext, question: SurveyQuestion): Promise<Survey> {
  const { programs, packageManager: manager } = platformTable(config.platform);
  const [ports, dataDirectory, users, locales, packages, clock, watchdog, selinux, firewalls, systemd] = await Promise.all([
    portStates(run, question.ports, programUnits(config)),
    surveyDataDirectory(question.dataDirectory, paths.at(question.dataDirectory), journal.read()),
    Promise.all(question.users.map(async (name) => ({ name, present: (await accounts.user(name)) !== null }))),
    localeStates(run, question.locales),
    packageManager(manager, run).states(question.packages),
    clockState(run),
    watchdogState(run, paths.at('/dev/watchdog'), programs.patroni.user),
    selinuxState(paths.at),
    activeFirewalls(run, paths.at),
    stat('/run/systemd/system').catch(() => null),
  ]);
  const disks: Survey['disks'] = [];
  for (const path of question.paths) disks.push({ ...(await diskState(paths.at(path))), path });
  return {
    ports,
    disks,
    dataDirectory,
    users,
    locales,
    packages: [...packages],
    clock,
    watchdog,
    selinux,
    firewalls,
    systemdRunning: systemd !== null,
    addresses: hostAddresses(),
  };
}
