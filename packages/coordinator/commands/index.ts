import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { AddCommand, Invoke } from '../cli/frame.ts';
import { bootstrapCommand } from './bootstrap.ts';
import { enrollCommand } from './enroll.ts';
import { explainCommand } from './explain.ts';
import { initCommand } from './init.ts';
import { planCommand } from './plan.ts';
import { preflightCommand } from './preflight.ts';
import { renderCommand } from './render.ts';
import { statusCommand } from './status.ts';
import { topologyCommand } from './topology.ts';
import { validateCommand } from './validate.ts';

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
