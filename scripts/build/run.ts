import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Returns what the program wrote to stdout. */
export async function run(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, minutes }: { readonly cwd: string; readonly minutes: number },
): Promise<string> {
  const { stdout } = await execute(program, args, {
    cwd,
    timeout: minutes * 60_000,
    env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  return stdout;
}
