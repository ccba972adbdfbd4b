import { readOptional } from '@tamada/runtime';
import type { CommandRunner } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

/** Users and groups of the host, by name. Null where there is none. */
export interface Accounts {
  readonly user: (name: string) => Promise<number | null>;
  readonly group: (name: string) => Promise<number | null>;
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
