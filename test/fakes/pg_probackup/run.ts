import { settingsOf } from './catalogue/instance-config.ts';
import { parseOptions } from './arguments/parse.ts';
import { commands } from './commands/commands.ts';
import { help } from './commands/help.ts';
import { serve } from './files/agent.ts';
import type { Invocation } from './invocation.ts';
import { configureLog } from './log/configure.ts';
import { Failed, Log } from './log/log.ts';
import { writeAll } from './log/write-all.ts';
import { program } from './program.ts';

/** Runs one command and gives its exit code: 0 or 1, there are no others. */
export async function run(words: readonly string[], self: string, interrupted: AbortSignal): Promise<number> {
  const log = new Log();
  try {
    await dispatch(words, self, log, interrupted);
    return 0;
  } catch (error) {
    if (!(error instanceof Failed)) log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}

async function dispatch([name, ...words]: readonly string[], self: string, log: Log, interrupted: AbortSignal): Promise<void> {
  const print = (text: string): void => {
    writeAll(1, text);
  };
  switch (name) {
    case undefined:
      return log.fail('No subcommand specified. Please run with "help" argument to see possible subcommands.');
    case 'version':
    case '--version':
    case '-V':
      print(`pg_probackup ${program.version} (PostgreSQL ${program.postgres})\n`);
      return;
    case 'help':
    case '--help':
    case '-?':
      print(help(words[0], log));
      return;
    case 'agent':
      return agent(words[0], log);
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return log.fail(`Unknown subcommand "${name}"`);
  const options = parseOptions(words, log);
  if (options.flag('help')) {
    print(help(name, log));
    return;
  }
  configureLog(log, settingsOf(options), options.text('backup-path') ?? process.env.BACKUP_PATH);
  const call: Invocation = { options, log, environment: process.env, cwd: process.cwd(), self, print, interrupted };
  await command(call);
}

async function agent(version: string | undefined, log: Log): Promise<void> {
  if (version !== undefined && version !== program.version)
    log.fail(
      `Version mismatch, pg_probackup binary with version '${program.version}' is launched as an agent for pg_probackup binary with version '${version}'`,
    );
  await serve(process.stdin, process.stdout);
}
