import { TamadaError } from '@tamada/core/errors';
import { readOptional } from '@tamada/runtime';
import type { CommandRunner } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

/** Users and groups of the host, by name. Null where there is none. */
export interface Accounts {
  readonly user: (name: string) => Promise<number | null>;
  readonly group: (name: string) => Promise<number | null>;
}

/** Numbers of a user and of the group that has its name; refuses with `owner_missing`. `path` is what needs them. */
export async function needAccount(accounts: Accounts, name: string, path: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const [uid, gid] = await Promise.all([accounts.user(name), accounts.group(name)]);
  if (uid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `user ${name}` });
  if (gid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `group ${name}` });
  return { uid, gid };
}

/** The host's own files first, then the name services that it is configured for. Nothing is cached: packages add users. */
export function makeAccounts(paths: AgentPaths, run: CommandRunner): Accounts {
  return {
    user: (name) => lookUp('passwd', name, paths, run),
    group: (name) => lookUp('group', name, paths, run),
  };
}

async function lookUp(database: 'passwd' | 'group', name: string, paths: AgentPaths, run: CommandRunner): Promise<number | null> {
  const local = idOf(await readOptional(paths.at(`/etc/${database}`)), name);
  if (local !== null) return local;
  const { code, stdout } = await run(['getent', database, '--', name], { timeoutMs: 5000 });
  return code === 0 ? idOf(stdout, name) : null;
}

function idOf(lines: string | null, name: string): number | null {
  const fields = (lines ?? '').split('\n').map((line) => line.split(':'));
  const id = fields.find(([first]) => first === name)?.[2];
  return id === undefined ? null : Number(id);
}
