import { stat } from 'node:fs/promises';
import { platformTable } from '@tamada/core/platform';
import type { Survey } from '@tamada/core/preflight';
import { readOptional } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { hostAddresses } from '../facts/network-interface.ts';
import { hostMounts } from '../observe/mounts.ts';
import { packageManager } from '../packages/install-packages.ts';
import { programUnits } from '../status/units.ts';
import { addressRisks } from './address-risks.ts';
import { automations } from './automation.ts';
import { checkProblem } from './check-program.ts';
import { surveyDataDirectory } from './data-directory.ts';
import { diskState } from './disks.ts';
import { clockState, activeFirewalls, localeStates, selinuxState, watchdogState } from './host-settings.ts';
import { placeProblems } from './places.ts';
import { portStates, stolenPorts } from './ports.ts';
import type { PortQuestion } from './ports.ts';

export interface SurveyQuestion {
  readonly ports: readonly PortQuestion[];
  readonly paths: readonly string[];
  readonly dataDirectory: string;
  readonly users: readonly string[];
  readonly locales: readonly string[];
  readonly packages: readonly string[];
}

/** What preflight asks about a node. Changes nothing; the disks come last, so that our other questions do not disturb the measurement. */
export async function survey(context: AgentContext, question: SurveyQuestion): Promise<Survey> {
  const { config, run, paths, journal, accounts } = context;
  const { programs, packageManager: manager } = platformTable(config.platform);
  const remembered = journal.read();
  // Before the first bundle we have started none of them, whatever their names.
  const ours = remembered.active === null ? [] : programUnits(config);
  const noData = { dataDirectory: 'none', dataFolder: null } as const;
  const [ports, data, users, locales, packages, clock, watchdog, selinux, firewalls, systemd, others] = await Promise.all([
    portStates(run, question.ports, ours),
    question.dataDirectory === '' ? noData : surveyDataDirectory(config, paths, remembered, accounts),
    Promise.all(question.users.map(async (name) => ({ name, present: (await accounts.user(name)) !== null }))),
    localeStates(run, question.locales),
    packageManager(manager, run).states(question.packages),
    clockState(run),
    watchdogState(run, paths.at('/dev/watchdog'), programs.patroni.user),
    selinuxState(paths.at),
    activeFirewalls(run, paths.at),
    stat('/run/systemd/system').catch(() => null),
    surveyOthers(context, question, ours),
  ]);
  const disks: Survey['disks'] = [];
  for (const path of question.paths) disks.push({ ...(await diskState(paths.at(path))), path });
  return {
    ports,
    disks,
    ...data,
    users,
    locales,
    packages: [...packages],
    clock,
    watchdog,
    selinux,
    firewalls,
    systemdRunning: systemd !== null,
    addresses: hostAddresses(),
    ...others,
  };
}

type Others = Pick<Survey, 'places' | 'checkProblem' | 'automation' | 'addressRisks' | 'strangers' | 'maskedUnits' | 'stolenPorts'>;

/** What on the host may be in the way, now or later. */
async function surveyOthers(
  { config, run, paths, accounts, units }: AgentContext,
  question: SurveyQuestion,
  ours: readonly string[],
): Promise<Others> {
  const own = programUnits(config);
  const sysctl = (name: string): Promise<string | null> => readOptional(paths.at(`/proc/sys/net/ipv4/${name}`)).catch(() => null);
  const [states, places, check, automation, risks, range, reserved] = await Promise.all([
    units.show(own),
    hostMounts().then((mounts) => placeProblems(config, paths, accounts, mounts)),
    config.role === 'database' ? checkProblem(run, paths, accounts) : '',
    automations({ run, at: paths.at, packages: question.packages, units: own }),
    addressRisks(run, paths.at, config.address),
    sysctl('ip_local_port_range'),
    sysctl('ip_local_reserved_ports'),
  ]);
  return {
    places,
    checkProblem: check,
    automation,
    addressRisks: risks,
    strangers: states.filter(({ name, active }) => active === 'active' && !ours.includes(name)).map(({ name }) => name),
    maskedUnits: states.filter(({ masked }) => masked).map(({ name }) => name),
    stolenPorts: stolenPorts(range, reserved, question.ports),
  };
}
