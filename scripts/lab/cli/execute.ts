import { resolve } from 'node:path';
import { ensureDebianPackages } from '../../debian-packages/install.ts';
import { type Lab, openLab, viewLab } from '../open.ts';
import { attach, attachTamada } from './attach.ts';
import type { Command } from './command.ts';
import { helpText } from './help.ts';
import { statusText } from './status-text.ts';

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly print: (text: string) => void;
}

/** The commands that only look or go inside; each other one holds the lab's lock. */
type Lever = Exclude<Command, { readonly kind: 'help' | 'status' | 'run' | 'tamada' }>;

/** Carries a command out; the exit code. */
export async function execute(command: Command, { signal, log, print }: Surroundings): Promise<number> {
  switch (command.kind) {
    case 'help':
      print(helpText(command.about));
      return 0;
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
  if (command.kind === 'up') ensureDebianPackages();
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
