import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { LabError } from '../lab-error.ts';
import { identify, isRunning, type ProcessIdentity } from './identity.ts';

export interface LockHolder {
  readonly process: ProcessIdentity;
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
/** How long a lock may outlive a holder that was killed. */
const graceSeconds = 20;

export function thisProcess(command: string, directory: string): LockHolder {
  return { process: identify(process.pid) ?? { pid: process.pid, startTime: '' }, command, directory, since: new Date().toISOString() };
}

/** A lock of the kernel, held by a `cat` that ends with this process, however that ends. */
export async function acquireLock({ file, holder, wait }: LockRequest): Promise<Lock> {
  mkdirSync(dirname(file), { recursive: true });
  const lock = (await tryLock(file, wait ? [] : ['--nonblock'])) ?? (await tryAfterDeadHolder(file));
  writeFileSync(holderFile(file), `${JSON.stringify(holder)}\n`);
  return lock;
}

async function tryAfterDeadHolder(file: string): Promise<Lock> {
  const holder = readHolder(file);
  const isDead = holder !== null && !isRunning(holder.process);
  const lock = isDead ? await tryLock(file, ['--timeout', String(graceSeconds)]) : null;
  if (lock) return lock;
  throw refusal(readHolder(file));
}

function refusal(holder: LockHolder | null): LabError {
  if (!holder) return new LabError('busy', 'Another run of the lab is at work', 'Wait until it ends');
  return new LabError(
    'busy',
    `Another run is at work: ${holder.command} (process ${holder.process.pid}, since ${holder.since}, ${holder.directory})`,
    'Wait until it ends, or end it',
  );
}

/** Null where somebody else has it. */
async function tryLock(file: string, patience: readonly string[]): Promise<Lock | null> {
  // A session of its own: Ctrl-C must reach us and not the lock.
  const keeper = spawn('flock', [...patience, '--conflict-exit-code', String(taken), '--no-fork', file, 'cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = endOf(keeper);
  const answered = new Promise<null>((done) => {
    keeper.stdout.once('data', () => {
      done(null);
    });
  });
  keeper.stdin.on('error', () => undefined);
  keeper.stdin.write('.');
  const code = await Promise.race([ended, answered]);
  if (code === taken) return null;
  if (code !== null) throw new LabError('program-failed', `flock ${file} ended with ${code}`);
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

function endOf(keeper: ChildProcessByStdio<Writable, Readable, null>): Promise<number> {
  return new Promise((done, failed) => {
    keeper.once('error', failed);
    keeper.once('exit', (code) => {
      done(code ?? 1);
    });
  });
}

function readHolder(file: string): LockHolder | null {
  try {
    const holder = JSON.parse(readFileSync(holderFile(file), 'utf8')) as Partial<LockHolder>;
    return holder.process ? (holder as LockHolder) : null;
  } catch {
    return null;
  }
}

function holderFile(file: string): string {
  return `${file}.holder`;
}
