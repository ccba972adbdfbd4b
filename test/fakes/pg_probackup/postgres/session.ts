import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Log } from '../log/log.ts';
import { postgresProgram } from './programs.ts';

export interface Connection {
  readonly database: string;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly user: string | undefined;
}

/** The words of a connection for psql and pg_receivewal: passwords come from .pgpass or the environment, nobody is asked. */
export function connectionWords({ host, port, user }: Connection): readonly string[] {
  return [
    ...(host === undefined ? [] : ['--host', host]),
    ...(port === undefined ? [] : ['--port', port]),
    ...(user === undefined ? [] : ['--username', user]),
    '--no-password',
  ];
}

/** What libpq says of a server that it cannot talk to, in the real one's line. */
export function connectFailure(said: string, { database }: Connection): string {
  return `could not connect to database ${database}: ${said.replace(/^\w+: error: /, '').trimEnd()}\n`;
}

const mark = '-- stand-in: end of answer --';

/** One session: psql that is kept open, because a backup lasts as long as its session. */
export class Session {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly log: Log;
  private out = '';
  private err = '';
  private exited = false;
  private wake: () => void = () => undefined;

  private constructor(child: ChildProcessWithoutNullStreams, log: Log) {
    this.child = child;
    this.log = log;
    child.stdout.on('data', (chunk: Buffer) => this.heard(() => (this.out += chunk.toString())));
    child.stderr.on('data', (chunk: Buffer) => this.heard(() => (this.err += chunk.toString())));
    child.on('close', () => this.heard(() => (this.exited = true)));
    child.on('error', (error) => this.heard(() => (this.err += error.message)));
    child.stdin.on('error', () => undefined);
  }

  static async open(connection: Connection, environment: NodeJS.ProcessEnv, log: Log): Promise<Session> {
    const words = [
      '--no-psqlrc',
      '--quiet',
      '--no-align',
      '--tuples-only',
      '--dbname',
      connection.database,
      ...connectionWords(connection),
    ];
    const env = { ...environment, PGAPPNAME: 'pg_probackup', PGOPTIONS: environment.PGOPTIONS ?? '' };
    const session = new Session(spawn(postgresProgram('psql', environment), words, { stdio: 'pipe', env }), log);
    const answered = await session.exchange('SELECT 1');
    if (answered === null) log.fail(connectFailure(session.err, connection));
    return session;
  }

  /** The rows, each as its columns. `shown` is the query as the real one says it when it fails. */
  async query(
    sql: string,
    shown: string = sql,
    says: 'query failed' | 'Query failed' = 'query failed',
  ): Promise<readonly (readonly string[])[]> {
    const answered = await this.exchange(sql);
    if (answered === null) return this.log.fail(`query failed: ${this.err.trimEnd()}\nquery was: ${shown}`);
    if (/^(ERROR|FATAL|PANIC): /m.test(answered.err)) {
      const words = answered.err.slice(answered.err.search(/^(ERROR|FATAL|PANIC): /m)).trimEnd();
      return this.log.fail(`${says}: ${words}\n${says === 'Query failed' ? ' ' : ''}query was: ${shown}`);
    }
    return answered.out === ''
      ? []
      : answered.out
          .replace(/\n$/, '')
          .split('\u001e')
          .map((row) => row.split('\u001f'));
  }

  /** What the server says against it; null when it did it. */
  async attempt(sql: string): Promise<string | null> {
    const answered = await this.exchange(sql);
    const said = answered?.err ?? this.err;
    return answered !== null && !/^(ERROR|FATAL|PANIC): /m.test(said) ? null : said.trimEnd();
  }

  async one(sql: string, shown?: string): Promise<string> {
    return (await this.query(sql, shown))[0]?.[0] ?? '';
  }

  close(): void {
    this.child.stdin.end();
  }

  private async exchange(sql: string): Promise<{ readonly out: string; readonly err: string } | null> {
    this.child.stdin.write(`\\pset fieldsep '\\037'\n\\pset recordsep '\\036'\n${sql};\n\\echo '${mark}'\n\\warn '${mark}'\n`);
    const end = `${mark}\n`;
    while (!this.exited && !(this.out.endsWith(end) && this.err.endsWith(end))) await new Promise<void>((wake) => (this.wake = wake));
    if (!(this.out.endsWith(end) && this.err.endsWith(end))) return null;
    const answered = { out: this.out.slice(0, -end.length), err: this.err.slice(0, -end.length) };
    this.out = '';
    this.err = '';
    return answered;
  }

  private heard(change: () => void): void {
    change();
    this.wake();
  }
}
