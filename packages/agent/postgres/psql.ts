import { TamadaError } from '@tamada/core/errors';
import type { CommandRunner } from '@tamada/runtime';

/** The node's own PostgreSQL, reached as its OS user through the unix socket. */
export interface Psql {
  /** Runs statements; what they print, unaligned. */
  readonly execute: (request: string, sql: string) => Promise<string>;
}

export interface PsqlAddress {
  /** The psql to use. */
  readonly program: string;
  readonly socketFolder: string;
  readonly port: number;
  readonly osUser: string;
}

/** A synchronous commit waits for standbys; this is how long we do. */
const timeoutMs = 60_000;

/** SQL travels on stdin, so that nothing of it stands in a process list. */
export function makePsql(run: CommandRunner, { program, socketFolder, port, osUser }: PsqlAddress): Psql {
  return {
    async execute(request, sql) {
      const connection = ['--host', socketFolder, '--port', `${port}`, '--username', osUser, '--dbname', 'postgres', '--no-password'];
      const { code, stdout, stderr, timedOut } = await run(
        ['runuser', '--user', osUser, '--', program, '--no-psqlrc', '--quiet', '--no-align', '--tuples-only', ...connection, '--file', '-'],
        { timeoutMs, input: `\\set ON_ERROR_STOP 1\n\\set VERBOSITY terse\n${quiet}\n${sql}\n` },
      );
      if (code === 0) return stdout;
      const problem = timedOut ? 'no answer in time' : stderr.trim();
      throw new TamadaError({ code: 'request_failed', program: 'postgres', request, problem });
    },
  };
}

/** Statements of ours hold verifiers: they are not for the server's log. */
const quiet = ["SET log_statement = 'none';", 'SET log_min_duration_statement = -1;', "SET log_min_error_statement = 'panic';"].join('\n');
