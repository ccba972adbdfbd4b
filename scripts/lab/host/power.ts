import { readFileSync } from 'node:fs';
import type { Host } from '../addresses.ts';
import type { LabContext } from '../state.ts';
import { LabError } from '../lab-error.ts';
import { consoleLog } from '../paths.ts';
import { plugIn, pullOut } from '../network/namespaces.ts';
import { identify, isRunning, type ProcessIdentity, sendSignal } from '../process/identity.ts';
import { tryProgram } from '../../program.ts';
import { waitFor } from '../process/wait.ts';
import { setFrozen } from './control-groups.ts';
import { enterHost } from './enter.ts';
import { cutPower, hasManager, initOf, processesOf, startMachine } from './machine.ts';

const bootMs = 120_000;
/** systemd gives a unit 90 s to stop. */
const stopMs = 150_000;
/** SIGRTMIN+4, by which systemd is asked to power off. */
const powerOff = 38;

/** Powers on and waits until systemd says that the host has started. */
export async function boot(context: LabContext, host: Host): Promise<void> {
  if (machineOf(context, host)) throw new LabError('is-up', `${host} is on already`);
  await plugIn(context.paths, host);
  const machine = startMachine(context.paths, host);
  context.state.update(({ hosts }) => ({ hosts: { ...hosts, [host]: machine } }));
  await untilStarted(context, host, machine);
}

/** Power loss: everything in the host ends at once, and nobody is told. Its disk stays. */
export async function kill(context: LabContext, host: Host): Promise<void> {
  const machine = requireOn(context, host);
  await pullOut(context.paths, host);
  const processes = cutPower(machine);
  // A frozen group would freeze what starts in it next.
  await setFrozen(context.paths, host, machine, false);
  await gone(context, host, processes);
}

/** Asks systemd to power off and waits until it has. */
export async function stop(context: LabContext, host: Host): Promise<void> {
  const machine = requireOn(context, host);
  const init = identify(requireInit(host, machine));
  const processes = processesOf(machine);
  if (init) sendSignal(init, powerOff);
  await waitFor(`${host} is off`, () => !isRunning(machine), { timeoutMs: stopMs, signal: context.signal });
  await pullOut(context.paths, host);
  await gone(context, host, processes);
}

/** As `systemctl reboot` on the host, until it has started again. */
export async function reboot(context: LabContext, host: Host): Promise<void> {
  const machine = requireOn(context, host);
  const before = requireInit(host, machine);
  const old = identify(before);
  await tryProgram(enterHost(before, ['systemctl', 'reboot'], undefined), { timeoutMs: 30_000 });
  await waitFor(`${host} goes down`, () => !old || !isRunning(old), { timeoutMs: stopMs, signal: context.signal });
  await untilStarted(context, host, machine);
}

export async function freeze(context: LabContext, host: Host): Promise<void> {
  await setFrozen(context.paths, host, requireOn(context, host), true);
}

export async function thaw(context: LabContext, host: Host): Promise<void> {
  await setFrozen(context.paths, host, requireOn(context, host), false);
}

/** The process behind a host that is on. */
export function machineOf({ state }: Pick<LabContext, 'state'>, host: Host): ProcessIdentity | null {
  const machine = state.read()?.hosts[host];
  return machine && isRunning(machine) ? machine : null;
}

/** The init to enter a host by. */
export function requireInitOf(context: Pick<LabContext, 'state'>, host: Host): number {
  return requireInit(host, requireOn(context, host));
}

function requireOn(context: Pick<LabContext, 'state'>, host: Host): ProcessIdentity {
  context.state.require();
  const machine = machineOf(context, host);
  if (!machine) throw new LabError('host-is-off', `${host} is off`, `npm run lab -- boot ${host}`);
  return machine;
}

function requireInit(host: Host, machine: ProcessIdentity): number {
  const init = initOf(machine);
  if (init === null) throw new LabError('host-is-off', `${host} is about to start or stop`, 'Wait a moment and run the command again');
  return init;
}

async function untilStarted({ paths, signal }: LabContext, host: Host, machine: ProcessIdentity): Promise<void> {
  const look = async (): Promise<string | false> => {
    if (!isRunning(machine)) throw new LabError('program-failed', `${host} ended while it started: ${lastWords(consoleLog(paths, host))}`);
    const init = initOf(machine);
    if (init === null || !hasManager(init)) return false;
    const { stdout } = await tryProgram(enterHost(init, ['systemctl', 'is-system-running', '--wait'], undefined), {
      timeoutMs: bootMs,
      signal,
    });
    return ['running', 'degraded'].includes(stdout.trim()) && stdout.trim();
  };
  await waitFor(`${host} has started`, look, { timeoutMs: bootMs, signal });
}

function lastWords(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split(/\r?\n/).slice(-3).join(' | ');
}

async function gone(context: LabContext, host: Host, processes: readonly ProcessIdentity[]): Promise<void> {
  await waitFor(`${host} is gone`, () => !processes.some(isRunning), { timeoutMs: 20_000, everyMs: 10 });
  context.state.update(({ hosts: { [host]: _, ...others } }) => ({ hosts: others }));
}
