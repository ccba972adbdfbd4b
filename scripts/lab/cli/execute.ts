import { resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { ensureDebianPackages } from '../../debian-packages/packages.ts';
import { type Lab, type LabView, openLab, viewLab } from '../open.ts';
import type { Command } from './arguments.ts';
import type { Place } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import { exitCode } from '../../program.ts';
import type { LabStatus } from '../status.ts';

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly print: (text: string) => void;
}

/** The commands that only look or go inside; each other one holds the lab's lock. */
type Lever = Exclude<Command, { readonly kind: 'status' | 'run' | 'tamada' }>;

/** Carries a command out; the exit code. */
export async function execute(command: Command, { signal, log, print }: Surroundings): Promise<number> {
  switch (command.kind) {
    case 'status': {
      const status = viewLab().status();
      print(command.json ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
      return 0;
    }
    case 'run':
      return attach(viewLab(), command.place, command.argv);
    case 'tamada':
      return attachTamada(viewLab(), command.argv);
    default:
  }
  if (command.kind === 'up') await ensureDebianPackages();
  const lab = await openLab({ command: `lab ${command.kind}`, signal, log });
  try {
    await pull(lab, command, log);
    return 0;
  } finally {
    await lab.close();
  }
}

async function pull(lab: Lab, command: Lever, log: (line: string) => void): Promise<void> {
  switch (command.kind) {
    case 'up':
      return lab.up({ from: command.from });
    case 'down':
      return lab.down();
    case 'install':
      return lab.installArchiveForOperator(resolve(command.archive));
    case 'kill':
    case 'boot':
    case 'stop':
    case 'reboot':
    case 'freeze':
    case 'thaw':
      return lab[command.kind](command.host);
    case 'cut':
      return lab.cut(command.segment, command.other);
    case 'heal':
      return lab.heal();
    case 'delay':
      return lab.delay(command.datacenter, command.milliseconds, command.lossPercent);
    case 'checkpoint':
      return lab.checkpoint({ name: command.name });
    case 'restore':
      return lab.restore(command.name);
    case 'forget':
      log(`Removed: ${(await lab.forget(command.name)).join(', ') || 'nothing'}`);
  }
}

/** Runs a command on our own terminal and streams; its exit code. Ctrl-C is the command's, not ours. */
async function attach(lab: LabView, place: Place, argv: readonly string[]): Promise<number> {
  const child = lab.spawnIn(place, argv, 'inherit');
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  process.on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    return await exitCode(child, 'exit');
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

async function attachTamada(lab: LabView, argv: readonly string[]): Promise<number> {
  const { program, workspace } = lab.operator;
  if (lab.status().phase === 'up' && !existsSync(program)) {
    throw new LabError('usage', 'The operator has no tamada yet', 'npm run build, then: npm run lab -- install dist/tamada-….tar.xz');
  }
  return attach(lab, 'ops', [program, '-C', workspace, ...argv]);
}

function statusText({ phase, from, hosts, cuts, delays, checkpoints }: LabStatus): string {
  const top = phase === 'up' ? `The lab is up, on ${from === null ? 'the base tree' : `checkpoint ${from}`}` : `The lab is ${phase}`;
  const rows = hosts.map(({ name, datacenter, address, power }) => `  ${name.padEnd(9)} ${datacenter}  ${address.padEnd(11)} ${power}`);
  const links = [
    ...cuts.map(([one, other]) => `  cut: ${one} and ${other}`),
    ...Object.entries(delays).map(
      ([name, { milliseconds, lossPercent }]) => `  slow: ${name}, ${milliseconds} ms and ${lossPercent} % loss each way`,
    ),
  ];
  const names = checkpoints.map(({ name, parent }) => `  checkpoint ${name}${parent === null ? '' : ` on ${parent}`}`);
  return `${[top, ...(phase === 'down' ? [] : [...rows, ...links]), ...names].join('\n')}\n`;
}
