import { Command, CommanderError } from '@commander-js/extra-typings';
import { version } from '@tamada/core/version';
import { addCommands } from '../commands/index.ts';
import { errorText } from '../report/error-text.ts';
import { makePaint } from '../report/paint.ts';
import { makeInvoke, type Terminal } from './invoke.ts';

/** Runs the program for one command line (without node and script); the exit code goes to the terminal. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<void> {
  const program = new Command('tamada')
    .description('Deploys and runs geo-distributed PostgreSQL clusters.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('-C, --workspace <folder>', "the workspace: cluster.yaml's folder", '.')
    .option('--json', 'print data as JSON on stdout; progress goes to stderr as JSON lines', false)
    .configureOutput({ writeOut: (text) => terminal.stdout.write(text), writeErr: (text) => terminal.stderr.write(text) })
    .showHelpAfterError('`tamada --help` lists the commands')
    .addHelpText('after', exitCodes)
    .exitOverride();
  addCommands(
    program,
    makeInvoke(terminal, () => ({ workspace: program.opts().workspace, json: program.opts().json })),
  );
  try {
    await program.parseAsync(hoistGlobals(argv), { from: 'user' });
  } catch (error) {
    terminal.exit(usageExit(error, terminal));
  }
}

const exitCodes = `
Exit codes:
  0  done
  1  failed, or nobody takes writes (status)
  2  usage, or a mistake in what you wrote
  3  refused, because it would be unsafe
  4  nobody knows whether anybody takes writes (status)`;

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
