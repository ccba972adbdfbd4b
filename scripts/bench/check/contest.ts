import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildArchive } from '../../build/build-archive.ts';
import { defaultPaths, inBuild } from '../../build/layout.ts';
import { callProgram } from '../../program.ts';
import { repository } from '../../repository.ts';

export type Command = readonly [string, ...string[]];

export interface ContestFolders {
  readonly programs: string;
  /** In memory, as on a server. */
  readonly state: string;
}

/** The check as a server has it, and what it replaces, both asking the same port. */
export async function prepareContest(
  { programs, state }: ContestFolders,
  port: number,
): Promise<{ readonly script: Command; readonly check: Command }> {
  const { path, version } = await buildArchive(defaultPaths(process.env));
  const member = `${version}/bin/tamada-check`;
  await callProgram(['tar', '--extract', '--no-same-owner', '--file', path, '--directory', programs, member], inBuild(programs, 1));

  const question = { address: '127.0.0.1', port, method: 'OPTIONS', path: '/primary', timeoutMs: 5000, holdMs: 5000 };
  const config = join(programs, 'check.json');
  await writeFile(config, JSON.stringify({ stateDirectory: state, leader: question, haproxy: question }));

  const script = join(programs, 'patroni_check.sh');
  const ask = `curl -s -o /dev/null -w '%{http_code}' --max-time 5 http://127.0.0.1:${port}/primary`;
  await writeFile(script, `#!/bin/bash\n[ "$(${ask})" = 200 ]\n`);
  await chmod(script, 0o755);
  return { script: [script], check: [join(programs, member), 'leader', '--config', config] };
}

/** Runs `work` beside so many programs that do nothing but compute. */
export async function underLoad<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const busy = Array.from({ length: loops }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore', timeout: 600_000 }));
  try {
    return await work();
  } finally {
    for (const child of busy) child.kill('SIGKILL');
  }
}

/** Patroni's stand-in, in a process of its own that load does not slow down: its time is in both figures, and is not what is compared. */
export async function startPatroni(): Promise<{ readonly port: number; close(): void }> {
  const program = join(repository, 'scripts/bench/check/patroni.py');
  const child = spawn('nice', ['-n', '-20', 'python3', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { port: Number(port), close: () => child.kill('SIGKILL') };
}
