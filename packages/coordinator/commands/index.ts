import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { AddCommand, Invoke } from '../cli/command.ts';
import { bootstrapCommand, enrollCommand, planCommand, preflightCommand } from './cluster.ts';
import { backupCommand, jobCommand } from './backup.ts';
import { delayedCommand, restoreCommand } from './delayed.ts';
import { explainCommand, statusCommand } from './status.ts';
import { initCommand, renderCommand, topologyCommand, validateCommand } from './workspace.ts';

/** In the order in which an operator needs them. */
const commands: readonly AddCommand[] = [
  initCommand,
  validateCommand,
  topologyCommand,
  renderCommand,
  enrollCommand,
  preflightCommand,
  planCommand,
  bootstrapCommand,
  statusCommand,
  explainCommand,
  backupCommand,
  delayedCommand,
  restoreCommand,
  jobCommand,
];

/** Adds every command to the program. */
export function addCommands(program: CommandUnknownOpts, invoke: Invoke): void {
  for (const command of commands) program.addCommand(inherit(command(invoke), program));
}

/** A command that is made apart knows nothing of the program's streams and exit. */
function inherit(command: CommandUnknownOpts, parent: CommandUnknownOpts): CommandUnknownOpts {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}
