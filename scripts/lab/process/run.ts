import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { LabError } from '../lab-error.ts';

export type Argv = readonly [string, ...string[]];

export interface RunOptions {
  readonly input?: string | Uint8Array | undefined;
  /** Two minutes unless told. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Gets both streams' lines as they come. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface RunResult {
  /** 128 + signal where one ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const graceMs = 2_000;

/** Runs a program to its end. On deadline or abort its whole process group is ended, and that is an error. */
export async function run(argv: Argv, options: RunOptions = {}): Promise<RunResult> {
  const { input = '', timeoutMs = 120_000, signal, cwd, env, onLine } = options;
  if (signal?.aborted) throw new LabError('interrupted', `Interrupted before ${argv[0]}`);
  const child = spawn(argv[0], argv.slice(1), { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const output = { stdout: collect(child.stdout, onLine), stderr: collect(child.stderr, onLine) };
  // A program need not read its input to the end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let stopped: LabError | undefined;
  const stop = (why: LabError): void => {
    stopped ??= why;
    endGroup(child);
  };
  const deadline = setTimeout(() => {
    stop(new LabError('deadline', `${argv.join(' ')} did not end within ${timeoutMs / 1000} s`));
  }, timeoutMs);
  const onAbort = (): void => {
    stop(new LabError('interrupted', `Interrupted in ${argv[0]}`));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await exitCode(child, 'close');
    if (stopped) throw stopped;
    return { code, stdout: output.stdout(), stderr: output.stderr() };
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** As `run`, and another exit code than 0 is an error that carries the program's last words. */
export async function runOrFail(argv: Argv, options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(argv, options);
  if (code === 0) return stdout;
  const words = (stderr.trim() || stdout.trim()).split('\n').slice(-5).join('\n');
  throw new LabError('program-failed', `${argv.join(' ')} ended with ${code}: ${words}`);
}

export function exitCode(child: ChildProcess, event: 'exit' | 'close'): Promise<number> {
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once(event, (code: number | null, ended: NodeJS.Signals | null) => {
      done(code ?? 128 + (ended ? constants.signals[ended] : 0));
    });
  });
}

function collect(stream: NodeJS.ReadableStream, onLine: RunOptions['onLine']): () => string {
  const chunks: Buffer[] = [];
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (!onLine) return;
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  return () => Buffer.concat(chunks).toString();
}

function endGroup(child: ChildProcess): void {
  const send = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
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
