import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface ProgramOptions {
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real program that runs for a test; what it says is kept for the failure's message. */
export interface RunningProgram {
  readonly pid: number;
  readonly output: () => string;
  /** Stops every thread of it, as a hung host does; `stop` ends it all the same. */
  readonly freeze: () => Promise<void>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

export function startProgram(program: string, args: readonly string[], { uid, env = {} }: ProgramOptions = {}): RunningProgram {
  const ids = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', ...env },
    ...ids,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    pid: child.pid ?? 0,
    output: () => output,
    async freeze() {
      child.kill('SIGSTOP');
      while (!(await isFrozen(child.pid ?? 0))) await setTimeout(5);
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** The signal needs a moment to reach all threads. */
async function isFrozen(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`);
  const stats = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8')));
  return stats.every((stat) => stat.slice(stat.lastIndexOf(')') + 2).startsWith('T'));
}

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'tamada-senses-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
