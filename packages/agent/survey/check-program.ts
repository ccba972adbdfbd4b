import { lstat } from 'node:fs/promises';
import { theCheck } from '@tamada/core/platform';
import type { CommandRunner } from '@tamada/runtime';
import { errnoOf } from '@tamada/runtime';
import type { Accounts } from '../observe/accounts.ts';
import type { AgentPaths } from '../paths.ts';

/** For a host where keepalived's user does not exist yet: a user with no rights of its own. */
const nobody = 65_534;

/** Why keepalived's user could not run what keepalived asks; empty where it can. Asked by doing it, as that user. */
export async function checkProblem(run: CommandRunner, paths: AgentPaths, accounts: Accounts): Promise<string> {
  const uid = (await accounts.user(theCheck.user)) ?? nobody;
  const gid = (await accounts.group(theCheck.user)) ?? nobody;
  const attempt = (program: string, ...args: readonly string[]): Promise<Attempt> =>
    run([program, ...args], { timeoutMs: 3000, uid, gid }).then(
      ({ code, stdout, stderr, timedOut }) => ({ code, said: stdout, silent: timedOut, words: stderr.trim().split('\n')[0] ?? '' }),
      (error: unknown) => ({ code: null, said: '', silent: false, words: errnoOf(error) }),
    );
  // It exits with 1 whenever it does not say yes, also here: its output shows that it ran. Silence of a starved host shows nothing.
  const own = await attempt(paths.at(theCheck.program), '--version');
  if (!own.silent && !own.said.startsWith('tamada-check '))
    return (await closedAt(paths)) ?? `${theCheck.program} cannot be run: ${own.words}`;
  const routes = await attempt(theCheck.grep, '-qxe', 'nothing', '/proc/net/fib_trie');
  if (routes.silent || routes.code === 0 || routes.code === 1) return '';
  return `${theCheck.grep} cannot read /proc/net/fib_trie: ${routes.words}`;
}

interface Attempt {
  readonly code: number | null;
  readonly said: string;
  readonly silent: boolean;
  readonly words: string;
}

/** The first folder on the way that other users cannot enter; null where all are open. */
async function closedAt(paths: AgentPaths): Promise<string | null> {
  const names = theCheck.program.split('/').filter((name) => name !== '');
  for (const index of names.keys()) {
    const folder = `/${names.slice(0, index).join('/')}`;
    const found = await lstat(paths.at(folder)).catch(() => null);
    if (found?.isDirectory() === true && (found.mode & 0o001) === 0) return `others may not enter ${folder}`;
  }
  return null;
}
