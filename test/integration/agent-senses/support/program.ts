import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProgramOptions {
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real program that runs for a test; what it says is kept for the failure's message. */
export interface RunningProgram {
  readonly pid: number;
  readonly output: () => string;
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
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'tamada-senses-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
