import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { TamadaError } from '@tamada/core/errors';
import type { Argv, CommandOptions, CommandResult } from './command.ts';

const cleanEnvironment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
const defaultOutputBytes = 1024 * 1024;
/** Between the polite signal and SIGKILL. */
const graceMs = 2000;
/** A daemon that the program left behind may hold its pipes open; we do not wait for that. */
const drainMs = 500;

/** Runs a program by argv with a deadline, in a process group of its own and with a clean environment. */
export async function runCommand(argv: Argv, options: CommandOptions): Promise<CommandResult> {
  const [program, ...args] = argv;
  refuseCancelled(program, options.signal);
  const limit = options.maxOutputBytes ?? defaultOutputBytes;
  const child = spawn(program, args, {
    cwd: options.cwd ?? '/',
    env: { ...cleanEnvironment, ...options.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  const stdout = outputTail(child.stdout, limit);
  const stderr = outputTail(child.stderr, limit);
  // A program may stop reading its input before the end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');

  let timedOut = false;
  const stop = stopper(child);
  const deadline = setTimeout(() => {
    timedOut = true;
    stop.begin();
  }, options.timeoutMs);
  options.signal?.addEventListener('abort', stop.begin, { once: true });
  try {
    const { code, signal } = await ended(child, program);
    refuseCancelled(program, options.signal);
    return { code, signal, timedOut, stdout: stdout.text(), stderr: stderr.text(), truncated: stdout.truncated() || stderr.truncated() };
  } finally {
    clearTimeout(deadline);
    stop.end();
    options.signal?.removeEventListener('abort', stop.begin);
  }
}

function ended(child: ChildProcess, program: string): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new TamadaError({ code: 'program_missing', program, next: 'install it' }, { cause: error }) : error);
    });
    child.once('exit', (code, signal) => {
      const drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, drainMs);
      child.once('close', () => {
        clearTimeout(drain);
        resolve({ code, signal });
      });
    });
  });
}

function stopper(child: ChildProcess): { readonly begin: () => void; readonly end: () => void } {
  let hard: NodeJS.Timeout | undefined;
  return {
    begin() {
      killGroup(child, 'SIGTERM');
      hard ??= setTimeout(() => {
        killGroup(child, 'SIGKILL');
      }, graceMs);
    },
    end() {
      if (hard !== undefined) {
        clearTimeout(hard);
        // Whatever of the group has outlived its leader.
        killGroup(child, 'SIGKILL');
      }
    },
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function refuseCancelled(program: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new TamadaError({ code: 'cancelled', what: program });
}

/** Collects the end of a stream, at most `limit` bytes. */
function outputTail(stream: Readable, limit: number): { readonly text: () => string; readonly truncated: () => boolean } {
  let chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    // Cut at twice the limit, so that the copying stays linear.
    if (size > 2 * limit) {
      cut = true;
      chunks = [Buffer.concat(chunks).subarray(-limit)];
      size = limit;
    }
  });
  // The process's end decides; a broken pipe only ends the output.
  stream.on('error', () => undefined);
  return {
    text: () => Buffer.concat(chunks).subarray(-limit).toString('utf8'),
    truncated: () => cut || size > limit,
  };
}
