import { createInterface } from 'node:readline/promises';
import { Command, InvalidArgumentError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Answer, OperationContext } from './context.ts';

/** Runs an operation for a command: makes the context, prints the answer or the error, sets the exit code. */
export type Invoke = (operation: (context: OperationContext) => Promise<Answer>) => Promise<void>;

/** A command file exports one of these: flags only, everything else is the operation's. */
export type AddCommand = (invoke: Invoke) => CommandUnknownOpts;

/** A subcommand with the texts that every one has. What stands after the name of one below it is that one's, also a flag that both have. */
export function command(name: string, summary: string, examples: readonly string[]): Command {
  return new Command(name)
    .enablePositionalOptions()
    .description(summary)
    .addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  $ ${line}`)].join('\n'));
}

/** For options that may be given more than once. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Asks before something is begun; with `--yes` the answer is there. */
export function confirmation(yes: boolean, signal: AbortSignal): (question: string) => Promise<boolean> {
  return (question) => (yes ? Promise.resolve(true) : askYes(question, signal));
}

/** Asks on the terminal; without one the answer is yes. */
async function askYes(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}

/** An option's value. */
export function wholeNumber(text: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is not a number from 1 on.');
}
