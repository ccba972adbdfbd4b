import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Host } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { portOf } from '../network/plan.ts';
import { consoleLog, type LabPaths, namespaceFile, namespaceOf, treePaths } from '../paths.ts';
import { childrenOf, identify, type ProcessIdentity, sendSignal } from '../process/identity.ts';
import type { Argv } from '../../program.ts';
import { makeControlGroups, scopeOf, underSystemd } from './control-groups.ts';

const supervisor = fileURLToPath(new URL('supervise.sh', import.meta.url));

/** Powers the host's machine on, without waiting for anything. */
export function startMachine(paths: LabPaths, host: Host): ProcessIdentity {
  const log = openSync(consoleLog(paths, host), 'a');
  const argv = machineCommand(paths, host);
  const child: ChildProcess = spawn(argv[0], argv.slice(1), {
    stdio: ['ignore', log, log],
    detached: true,
    env: { PATH: process.env.PATH },
  });
  closeSync(log);
  child.unref();
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (!identity) throw new LabError('program-failed', `${host} did not start`, `Look into ${consoleLog(paths, host)}`);
  return identity;
}

export function machineName({ name }: LabPaths, host: Host): string {
  return `${name}-${host}`;
}

function machineCommand(paths: LabPaths, host: Host): Argv {
  const machine = [
    'systemd-nspawn',
    '--quiet',
    '--register=no',
    '--keep-unit',
    '--settings=no',
    `--directory=${treePaths(paths, host).root}`,
    `--machine=${machineName(paths, host)}`,
    `--hostname=${host}`,
    `--network-namespace-path=${namespaceFile(paths, host)}`,
    '--capability=all',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    '--boot',
  ];
  const supervise = ['sh', supervisor, namespaceOf(paths, 'wan'), portOf(host)] as const;
  if (!underSystemd) return [...supervise, ...makeControlGroups(paths, host), '--', ...machine];
  const scope = [
    'systemd-run',
    '--quiet',
    '--scope',
    '--collect',
    '--property=Delegate=yes',
    `--unit=${scopeOf(paths, host)}`,
    '--',
  ] as const;
  return [...scope, ...supervise, '--', ...machine];
}

/** The init of the host, null while there is none. */
export function initOf(machine: ProcessIdentity): number | null {
  return descendants(machine).find(isInit) ?? null;
}

/** What must be gone before the host is off: our supervisor, the machine, its init. */
export function processesOf(machine: ProcessIdentity): readonly ProcessIdentity[] {
  const below = descendants(machine).map(identify);
  return [machine, ...below.filter((each) => each !== null)];
}

/** Kills everything in the host at once. The machine then ends by itself and cleans up. */
export function cutPower(machine: ProcessIdentity): readonly ProcessIdentity[] {
  const processes = processesOf(machine);
  const init = initOf(machine);
  for (const each of processes) if (each.pid === machine.pid || each.pid === init) sendSignal(each, 'SIGKILL');
  return processes;
}

function descendants({ pid }: ProcessIdentity): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...childrenOf(child)]);
}

/** PID 1 of a namespace below ours. */
function isInit(pid: number): boolean {
  try {
    const numbers = /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]?.split(/\s+/) ?? [];
    return numbers.length > 1 && numbers.at(-1) === '1';
  } catch {
    return false;
  }
}

/** Whether systemd in the host answers its own tools. */
export function hasManager(init: number): boolean {
  return existsSync(`/proc/${init}/root/run/systemd/private`);
}
