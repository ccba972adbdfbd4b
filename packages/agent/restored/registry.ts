import { rm, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupSite } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { restoredSchema, type Restored } from '@tamada/core/jobs';
import { nullIfMissing, readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { withQueue } from '../jobs/queue.ts';
import { deleteInside } from '../member-restore/old-data.ts';
import type { AgentPaths } from '../paths.ts';
import { postmasterStatus } from '../postgres/postmaster.ts';
import { runPostgres } from './server.ts';
import { besideFolder } from './tablespaces.ts';

/** Servers that `restore` has made on this node and nobody has removed: their folders stay when the host restarts. */
export async function readRestored(paths: Pick<AgentPaths, 'state'>): Promise<readonly Restored[]> {
  const file = fileOf(paths);
  const text = await readOptional(file);
  if (text === null) return [];
  try {
    return restoredSchema.array().parse(JSON.parse(text));
  } catch {
    const next = 'move it away; folders of restored servers are then removed by hand';
    throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent wrote', next });
  }
}

const fileOf = ({ state }: Pick<AgentPaths, 'state'>): string => join(state, 'restored.json');

function change(paths: AgentPaths, what: (all: readonly Restored[]) => readonly Restored[]): Promise<void> {
  return withQueue('memory', { paths, what: 'a change of the restored servers that are known' }, async () => {
    await writeFileAtomic(fileOf(paths), `${JSON.stringify(what(await readRestored(paths)), null, 2)}\n`, { mode: 0o600 });
  });
}

export function noteRestored(paths: AgentPaths, made: Restored): Promise<void> {
  return change(paths, (all) => [...all.filter(({ directory }) => directory !== made.directory), made]);
}

export function restoredUnit(port: number): string {
  return `tamada-restored-${String(port)}.service`;
}

type Needs = Pick<AgentContext, 'paths' | 'run' | 'accounts' | 'units'> & { readonly site: BackupSite };

/** Stops one, and deletes its data directory and its tablespaces. Only what is on the list: no other folder is ever touched. */
export async function removeRestored(directory: string, needs: Needs): Promise<readonly string[]> {
  const { paths, units, site } = needs;
  const found = (await readRestored(paths)).find((one) => one.directory === directory);
  if (found === undefined) {
    const problem = `${directory} is no server that \`tamada restore\` has made here`;
    throw new TamadaError({ code: 'usage', problem, next: 'see `tamada restore list`' });
  }
  if (found.port !== 0) await units.change('stop', restoredUnit(found.port)).catch(() => undefined);
  await runPostgres('pg_ctl', ['stop', '-D', directory, '-m', 'fast', '-w', '-t', '60'], needs, { timeoutMs: 120_000 });
  if ((await postmasterStatus(directory)).alive) {
    throw new TamadaError({
      code: 'unsafe',
      problem: `the server in ${directory} does not stop`,
      next: 'end it by hand, then the same again',
    });
  }
  for (const folder of [besideFolder(directory), directory]) {
    // A link there leads elsewhere: nothing behind it is ours.
    if ((await realpath(folder).catch(nullIfMissing)) !== folder) continue;
    await deleteInside(folder, site.user, { ...needs, paths: { ...paths, at: (path) => path } });
    await rm(folder, { recursive: true, force: true });
  }
  await change(paths, (all) => all.filter((one) => one.directory !== directory));
  return [`${directory} was removed`];
}
