import { spawn } from 'node:child_process';

/** Runs `work` beside so many programs that do nothing but compute. */
export async function underLoad<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const busy = Array.from({ length: loops }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore', timeout: 600_000 }));
  try {
    return await work();
  } finally {
    for (const child of busy) child.kill('SIGKILL');
  }
}
