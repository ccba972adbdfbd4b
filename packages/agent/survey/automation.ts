import { readdir } from 'node:fs/promises';
import type { CommandRunner } from '@tamada/runtime';
import { readOptional } from '@tamada/runtime';
import { wordsOf } from './host-settings.ts';

interface Question {
  readonly run: CommandRunner;
  readonly at: (path: string) => string;
  /** What nothing else may upgrade, and what nothing else may restart. */
  readonly packages: readonly string[];
  readonly units: readonly string[];
}

/** Units of other programs that manage a host's files or services. */
const managers = ['puppet.service', 'chef-client.service', 'salt-minion.service', 'cfengine3.service'];
const dnfTimers = ['dnf-automatic.timer', 'dnf-automatic-install.timer', 'dnf5-automatic.timer'];

/** What may upgrade our packages, restart our programs or rewrite our files by itself, as it is set up now. */
export async function automations(question: Question): Promise<string[]> {
  const found = await Promise.all([
    unattendedUpgrades(question),
    needrestart(question),
    dnfAutomatic(question),
    activeOf(question, managers),
  ]);
  return found.flat();
}

/** It runs if apt's daily job is told to run it, except for the packages on its list. */
async function unattendedUpgrades({ run, at, packages }: Question): Promise<string[]> {
  if ((await readOptional(at('/usr/bin/unattended-upgrade'))) === null) return [];
  const said = await wordsOf(run, ['apt-config', 'dump']);
  return isOn(said) && packages.some((name) => !spares(said, name)) ? ['unattended-upgrades'] : [];
}

/** `APT::Periodic::Unattended-Upgrade "1";`: every so many days; 0 is never. */
function isOn(dump: string): boolean {
  const days = /^APT::Periodic::Unattended-Upgrade "([^"]*)";$/m.exec(dump)?.[1] ?? '0';
  return days !== '0' && days !== '';
}

/** `Unattended-Upgrade::Package-Blacklist:: "postgresql-.*";`: expressions that fit the beginning of a name. */
export function spares(dump: string, name: string): boolean {
  const lines = dump.matchAll(/^Unattended-Upgrade::Package-Blacklist:: "(.*)";$/gm);
  return [...lines].some(([, pattern = '']) => fits(`^(?:${pattern})`, name));
}

/** It hooks into apt and restarts what uses a replaced library, unless it only lists, or is told to leave our units alone. */
async function needrestart({ at, units }: Question): Promise<string[]> {
  if ((await readOptional(at('/usr/sbin/needrestart'))) === null) return [];
  const folder = '/etc/needrestart/conf.d';
  const names = (await readdir(at(folder)).catch(() => [])).filter((name) => name.endsWith('.conf')).sort();
  const files = ['/etc/needrestart/needrestart.conf', ...names.map((name) => `${folder}/${name}`)];
  const texts = await Promise.all(files.map(async (file) => (await readOptional(at(file))) ?? ''));
  return leavesAlone(texts.join('\n'), units) ? [] : ['needrestart'];
}

/** `$nrconf{restart} = 'l';`, or `qr(^patroni)` with `=> 0` or `} = 0` for each unit. */
export function leavesAlone(perl: string, units: readonly string[]): boolean {
  const lines = perl.replaceAll(/^\s*#.*$/gm, '');
  if ([...lines.matchAll(/\$nrconf\{restart\}\s*=\s*['"](\w)['"]/g)].at(-1)?.[1] === 'l') return true;
  const spared = [...lines.matchAll(/qr\((.*)\)\s*(?:\}\s*=|=>)\s*0\b/g)].map(([, pattern = '']) => pattern);
  return units.every((unit) => spared.some((pattern) => fits(pattern, unit)));
}

/** It installs if its timer is the installing one or its configuration says so, except for what dnf excludes. */
async function dnfAutomatic(question: Question): Promise<string[]> {
  const { at, packages } = question;
  const timers = await activeOf(question, dnfTimers);
  if (timers.length === 0) return [];
  const configuration = (await readOptional(at('/etc/dnf/automatic.conf'))) ?? '';
  const installs = timers.includes('dnf-automatic-install.timer') || /^\s*apply_updates\s*=\s*(yes|true|1|on)\s*$/im.test(configuration);
  const main = (await readOptional(at('/etc/dnf/dnf.conf'))) ?? '';
  const excluded = excludes(`${main}\n${configuration}`);
  return installs && packages.some((name) => !excluded.some((pattern) => fits(`^${pattern}$`, name))) ? ['dnf-automatic'] : [];
}

/** `excludepkgs=patroni* haproxy`, with the shell's wildcards, as expressions. */
export function excludes(configuration: string): readonly string[] {
  const lists = configuration.matchAll(/^\s*(?:excludepkgs|exclude)\s*=\s*(.*)$/gm);
  return [...lists]
    .flatMap(([, list = '']) => list.split(/[\s,]+/))
    .filter((glob) => glob !== '')
    .map((glob) =>
      glob
        .replaceAll(/[.+^$(){}|\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.'),
    );
}

function fits(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}

async function activeOf({ run }: Question, units: readonly string[]): Promise<string[]> {
  const lines = await wordsOf(run, ['systemctl', 'show', '--property=Id,ActiveState', '--', ...units]);
  return lines
    .split(/\n\n+/)
    .filter((block) => /^ActiveState=active$/m.test(block))
    .flatMap((block) => /^Id=(.*)$/m.exec(block)?.[1] ?? []);
}
