import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { LabError } from '../lab-error.ts';

export interface LockHolder {
  readonly pid: number;
  /** What it does. */
  readonly command: string;
  readonly directory: string;
  readonly since: string;
}

export interface Lock {
  readonly release: () => Promise<void>;
}

export interface LockRequest {
  readonly file: string;
  readonly holder: LockHolder;
  readonly wait: boolean;
}

const taken = 75;

/** A lock of the kernel, held by a `cat` that ends with this process, however that ends. */
export async function acquireLock({ file, holder, wait }: LockRequest): Promise<Lock> {
  mkdirSync(dirname(file), { recursive: true });
  const mode = wait ? [] : ['--nonblock', '--conflict-exit-code', String(taken)];
  // A session of its own: Ctrl-C must reach us and not the lock.
  const keeper = spawn('flock', [...mode, '--no-fork', file, 'cat'], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const ended = new Promise<number>((done, failed) => {
    keeper.once('error', failed);
    keeper.once('exit', (code) => {
      done(code ?? 1);
    });
  });
  const answered = new Promise<null>((done) => keeper.stdout.once('data', () => done(null)));
  keeper.stdin.on('error', () => undefined);
  keeper.stdin.write('.');
  const code = await Promise.race([ended, answered]);
  if (code !== null) throw refusal(file, code);
  writeFileSync(holderFile(file), `${JSON.stringify(holder)}\n`);
  keeper.unref();
  for (const stream of [keeper.stdin, keeper.stdout]) if (stream instanceof Socket) stream.unref();
  return {
    release: async () => {
      keeper.ref();
      keeper.stdin.end();
      await ended;
    },
  };
}

function refusal(file: string, code: number): LabError {
  if (code !== taken) return new LabError('program-failed', `flock ${file} ended with ${code}`);
  const holder = readHolder(file);
  if (!holder) return new LabError('busy', 'Another run of the lab is at work', 'Wait until it ends');
  return new LabError(
    'busy',
    `Another run is at work: ${holder.command} (process ${holder.pid}, since ${holder.since}, ${holder.directory})`,
    'Wait until it ends, or end it',
  );
}

function readHolder(file: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(holderFile(file), 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

function holderFile(file: string): string {
  return `${file}.holder`;
}
