import { spawn } from 'node:child_process';
import { repository } from '../repository.ts';

export interface Finished {
  readonly ok: boolean;
  readonly seconds: number;
  /** Both streams, empty when they went to the terminal. */
  readonly output: string;
}

export interface RunOptions {
  readonly minutes: number;
  readonly show: boolean;
}

export function runProcess([program, ...args]: readonly [string, ...string[]], { minutes, show }: RunOptions): Promise<Finished> {
  const started = performance.now();
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      cwd: repository,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      timeout: minutes * 60_000,
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', failed);
    child.once('close', (code, signal) => {
      if (signal) chunks.push(Buffer.from(`\nended by ${signal} (the limit is ${minutes} minutes)\n`));
      done({ ok: code === 0, seconds: (performance.now() - started) / 1000, output: Buffer.concat(chunks).toString() });
    });
  });
}
