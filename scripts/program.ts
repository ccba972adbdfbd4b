import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

export type Argv = readonly [string, ...string[]];

export interface ProgramOptions {
  readonly input?: string | Uint8Array | undefined;
  /** Two minutes unless told. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Where the person reads what it writes to stdout, as it comes; its stderr goes to ours. Nothing is kept then. */
  readonly show?: 'stdout' | 'stderr' | undefined;
  /** It stays in our process group, so that Ctrl-C ends it as it ends us. What is shown always does. */
  readonly ours?: boolean | undefined;
}

export interface ProgramResult {
  /** 128 + signal where one ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

class ProgramError extends Error {
  override readonly name = 'ProgramError';
  readonly code: 'program-failed' | 'deadline' | 'interrupted';

  constructor(code: ProgramError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const graceMs = 2_000;

/** Runs a program to its end. On deadline or abort it is ended, with its whole process group if that is its own, and that is an error. */
export async function tryProgram(argv: Argv, options: ProgramOptions = {}): Promise<ProgramResult> {
  const { input = '', timeoutMs = 120_000, signal, cwd, env, show } = options;
  if (signal?.aborted) throw new ProgramError('interrupted', `Interrupted before ${argv[0]}`);
  const apart = show === undefined && options.ours !== true;
  const out = show === undefined ? 'pipe' : show === 'stdout' ? 1 : 2;
  const child = spawn(argv[0], argv.slice(1), { cwd, env, stdio: ['pipe', out, show === undefined ? 'pipe' : 2], detached: apart });
  const output = { stdout: collect(child.stdout), stderr: collect(child.stderr) };
  // A program need not read its input to the end.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  let stopped: (() => ProgramError) | undefined;
  const stop = (why: () => ProgramError): void => {
    stopped ??= why;
    end(child, apart);
  };
  const deadline = setTimeout(() => {
    stop(() => new ProgramError('deadline', `${argv.join(' ')} did not end within ${timeoutMs / 1000} s${lastWords(output)}`));
  }, timeoutMs);
  const onAbort = (): void => {
    stop(() => new ProgramError('interrupted', `Interrupted in ${argv[0]}`));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await exitCode(child, 'close');
    if (stopped) throw stopped();
    return { code, stdout: output.stdout(), stderr: output.stderr() };
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** As `tryProgram`, and another exit code than 0 is an error that carries the program's last words; its stdout. */
export async function callProgram(argv: Argv, options: ProgramOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await tryProgram(argv, options);
  if (code === 0) return stdout;
  throw new ProgramError(
    'program-failed',
    `${argv.join(' ')} ended with ${code}${lastWords({ stdout: () => stdout, stderr: () => stderr })}`,
  );
}

export function exitCode(child: ChildProcess, event: 'exit' | 'close'): Promise<number> {
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once(event, (code: number | null, ended: NodeJS.Signals | null) => {
      done(code ?? 128 + (ended ? constants.signals[ended] : 0));
    });
  });
}

interface Output {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

function lastWords({ stdout, stderr }: Output): string {
  const words = (stderr().trim() || stdout().trim()).split('\n').slice(-5).join('\n');
  return words === '' ? '' : `: ${words}`;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function end(child: ChildProcess, group: boolean): void {
  const send = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(group ? -child.pid : child.pid, signal);
    } catch {
      // It is gone already.
    }
  };
  send('SIGTERM');
  const late = setTimeout(() => {
    send('SIGKILL');
  }, graceMs);
  child.once('close', () => {
    clearTimeout(late);
  });
}
