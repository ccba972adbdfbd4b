import { access, constants } from 'node:fs/promises';
import { plainText } from '@tamada/core/foreign';
import { runCommand } from '@tamada/runtime';
import type { CommandRunner } from '@tamada/runtime';
import type { AgentPaths } from './paths.ts';

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Foreign text enters the agent as output of programs: here it becomes plain text, for logs, replies and errors. */
function plain(run: CommandRunner): CommandRunner {
  return async (argv, options) => {
    const { stdout, stderr, ...rest } = await run(argv, options);
    return { ...rest, stdout: plainText(stdout), stderr: plainText(stderr) };
  };
}

/** Runs the host's programs. Below another root than `/` its own programs come first, which is how tests bring their systemd. */
export function hostCommands(paths: AgentPaths): CommandRunner {
  if (paths.root === '/') return plain(runCommand);
  return plain(async ([program, ...args], options) => runCommand([(await findProgram(paths.at, program)) ?? program, ...args], options));
}

/** Where a program stands that commands are looked for by name or by path; null where there is none. */
export async function findProgram(at: AgentPaths['at'], program: string): Promise<string | null> {
  const places = program.startsWith('/') ? [at(program)] : folders.map((folder) => at(`${folder}/${program}`));
  for (const place of places) if (await isExecutable(place)) return place;
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
