import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Answer } from './answer.ts';
import type { OperationContext } from './context.ts';

/** Runs an operation for a command: makes the context, prints the answer or the error, sets the exit code. */
export type Invoke = (operation: (context: OperationContext) => Promise<Answer>) => Promise<void>;

/** A command file exports one of these: flags only, everything else is the operation's. */
export type AddCommand = (invoke: Invoke) => CommandUnknownOpts;

/** A subcommand with the texts that every one has. */
export function command(name: string, summary: string, examples: readonly string[]): Command {
  return new Command(name)
    .description(summary)
    .addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  $ ${line}`)].join('\n'));
}
