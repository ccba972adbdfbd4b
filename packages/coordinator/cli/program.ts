import { resolve } from 'node:path';
import { Command, CommanderError, Help, type CommandUnknownOpts, type Option } from '@commander-js/extra-typings';
import { version } from '@tamada/core/version';
import { errorDetail } from '@tamada/core/errors';
import { errorText, exitCodeOf } from '../report/error-text.ts';
import { makePaint } from '../report/paint.ts';
import { runScreen } from '../report/run-screen.ts';
import type { OperationContext } from './context.ts';
import type { AddCommand, Invoke } from './command.ts';
import { applyCommand, bootstrapCommand, enrollCommand, planCommand, preflightCommand } from '../commands/cluster.ts';
import { backupCommand, jobCommand } from '../commands/backup.ts';
import { delayedCommand, restoreCommand } from '../commands/delayed.ts';
import { failoverCommand, pauseCommand, reinitCommand, restartCommand, resumeCommand, switchoverCommand } from '../commands/leadership.ts';
import { nodeCommand } from '../commands/node.ts';
import { consulCommand, explainCommand, historyCommand, statusCommand } from '../commands/status.ts';
import { initCommand, renderCommand, topologyCommand, validateCommand } from '../commands/workspace.ts';

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
  applyCommand,
  statusCommand,
  explainCommand,
  historyCommand,
  switchoverCommand,
  failoverCommand,
  restartCommand,
  reinitCommand,
  pauseCommand,
  resumeCommand,
  nodeCommand,
  consulCommand,
  backupCommand,
  delayedCommand,
  restoreCommand,
  jobCommand,
];

/** Runs the program for one command line (without node and script); the exit code goes to the terminal. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<void> {
  const program = new Command('tamada')
    .description('Deploys and runs geo-distributed PostgreSQL clusters.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('-C, --workspace <folder>', "the workspace: cluster.yaml's folder", '.')
    .option('--json', 'print data as JSON on stdout; progress goes to stderr as JSON lines', false)
    .configureHelp({ optionDescription })
    .configureOutput({ writeOut: (text) => terminal.stdout.write(text), writeErr: (text) => terminal.stderr.write(text) })
    .showHelpAfterError('`tamada --help` lists the commands')
    .addHelpText('after', exitCodes)
    .enablePositionalOptions()
    .exitOverride();
  const invoke = makeInvoke(terminal, () => program.opts());
  for (const add of commands) program.addCommand(inherit(add(invoke), program));
  try {
    await program.parseAsync(hoistGlobals(argv), { from: 'user' });
  } catch (error) {
    terminal.exit(usageExit(error, terminal));
  }
}

/** A default is worth a word where it is a value: that a flag is off, and that a list is empty, goes without saying. */
function optionDescription(option: Option): string {
  const { defaultValue } = option as { readonly defaultValue?: unknown };
  const telling = defaultValue !== false && !(Array.isArray(defaultValue) && defaultValue.length === 0);
  return telling ? new Help().optionDescription(option) : option.description;
}

const exitCodes = `
Exit codes:
  0  done
  1  failed, or nobody takes writes (status)
  2  usage, or a mistake in what you wrote
  3  refused, because it would be unsafe
  4  nobody knows whether anybody takes writes (status)
  5  there is something to do (plan --exit-code)`;

/** `tamada status --json -C x` is what people type: the two global options may stand anywhere. */
function hoistGlobals(argv: readonly string[]): string[] {
  const [front, rest]: [string[], string[]] = [[], []];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') return [...front, ...rest, ...argv.slice(index)];
    if (word === '--json' || /^-C.|^--workspace=/.test(word)) front.push(word);
    else if (word === '-C' || word === '--workspace') front.push(word, ...argv.slice(++index, index + 1));
    else rest.push(word);
  }
  return [...front, ...rest];
}

function usageExit(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.stderr.write(`${errorText({ code: 'internal', problem }, makePaint(false))}\n`);
  return 1;
}

/** The outside world of one call of the program. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly noColour: boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly exit: (code: number) => void;
}

/** Makes the one function that every command hands its operation to. */
function makeInvoke(terminal: Terminal, options: () => { readonly workspace: string; readonly json: boolean }): Invoke {
  return async (operation) => {
    const { workspace, json } = options();
    const context = makeContext(terminal, resolve(workspace), json);
    try {
      const answer = await operation(context);
      const text = json ? (JSON.stringify(answer.data, null, 2) as string | undefined) : answer.text;
      if (text !== undefined && text !== '') terminal.stdout.write(`${text}\n`);
      terminal.exit(answer.exitCode);
    } catch (error) {
      const detail = errorDetail(error);
      if (json) terminal.stdout.write(`${JSON.stringify({ error: detail }, null, 2)}\n`);
      else terminal.stderr.write(`${errorText(detail, makePaint(colours(terminal, terminal.stderr)))}\n`);
      terminal.exit(exitCodeOf(detail));
    }
  };
}

function makeContext(terminal: Terminal, workspace: string, json: boolean): OperationContext {
  const progressPaint = makePaint(colours(terminal, terminal.stderr));
  const say = (line: string): void => void terminal.stderr.write(`${line}\n`);
  const screen = runScreen({
    write: (text) => void terminal.stderr.write(text),
    columns: terminal.stderr.isTTY === true ? (terminal.stderr.columns ?? 80) : null,
    paint: progressPaint,
    now: terminal.now,
  });
  return {
    workspace,
    json,
    say,
    print: (text) => void terminal.stdout.write(`${text}\n`),
    emit: json ? (event) => say(JSON.stringify(event)) : screen,
    paint: makePaint(!json && colours(terminal, terminal.stdout)),
    signal: terminal.signal,
    now: terminal.now,
  };
}

function colours(terminal: Terminal, stream: Terminal['stdout']): boolean {
  return stream.isTTY === true && !terminal.noColour;
}

/** A command that is made apart knows nothing of the program's streams and exit. */
function inherit(command: CommandUnknownOpts, parent: CommandUnknownOpts): CommandUnknownOpts {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}
