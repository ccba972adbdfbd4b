import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArchive } from '../../build/build-archive.ts';
import { defaultPaths } from '../../build/default-paths.ts';
import { run } from '../../build/run.ts';

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
  await run(['tar', '--extract', '--no-same-owner', '--file', path, '--directory', programs, member], { cwd: programs, minutes: 1 });

  const question = { address: '127.0.0.1', port, method: 'OPTIONS', path: '/primary', timeoutMs: 5000, holdMs: 5000 };
  const config = join(programs, 'check.json');
  await writeFile(config, JSON.stringify({ stateDirectory: state, leader: question, haproxy: question }));

  const script = join(programs, 'patroni_check.sh');
  const ask = `curl -s -o /dev/null -w '%{http_code}' --max-time 5 http://127.0.0.1:${port}/primary`;
  await writeFile(script, `#!/bin/bash\n[ "$(${ask})" = 200 ]\n`);
  await chmod(script, 0o755);
  return { script: [script], check: [join(programs, member), 'leader', '--config', config] };
}
