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

/** SQL goes in on stdin, so that nothing of it shows in a process list. */
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

/** Our statements hold verifiers: they must not get into the server's log. */
const quiet = ["SET log_statement = 'none';", 'SET log_min_duration_statement = -1;', "SET log_min_error_statement = 'panic';"].join('\n');

/** An SQL identifier: any name is taken literally. */
export function identifier(name: string): string {
  // The server would cut a longer name, which might then be another one's.
  if (name === '' || name.includes('\0') || Buffer.byteLength(name) > 63) {
    throw new TamadaError({ code: 'usage', problem: `${JSON.stringify(name)} cannot be a name in PostgreSQL`, next: 'use 1 to 63 bytes' });
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string that does not depend on standard_conforming_strings. */
export function literal(value: string): string {
  if (value.includes('\0')) throw new TamadaError({ code: 'usage', problem: 'a value holds a zero byte', next: 'remove it' });
  return value.includes('\\') ? ` E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : `'${value.replaceAll("'", "''")}'`;
}
