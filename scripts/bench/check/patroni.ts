import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { repository } from '../../repository.ts';

/** Patroni's stand-in, in a process of its own that load does not slow down: its time is in both figures, and is not what is compared. */
export async function startPatroni(): Promise<{ readonly port: number; close(): void }> {
  const program = join(repository, 'scripts/bench/check/patroni.py');
  const child = spawn('nice', ['-n', '-20', 'python3', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { port: Number(port), close: () => child.kill('SIGKILL') };
}
