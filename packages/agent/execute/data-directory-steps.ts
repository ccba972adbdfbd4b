import { lstat, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { noteClaim, roleTable } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { platformTable } from '@tamada/core/platform';
import { errnoOf, withPath } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { openFolder } from '../observe/folder.ts';
import type { Folder } from '../observe/folder.ts';
import type { Execute } from './work.ts';

export const claimDataDirectory: Execute<'claim_data_directory'> = async ({ path }, { context }) => {
  const note = await takeOver(path, context);
  await context.journal.update((journal) => noteClaim(journal, path, context.clock.now()));
  context.establishment.watch();
  return note;
};

/** An empty folder of another user, mostly a mount point of root, is given to PostgreSQL: nothing is lost by that. */
async function takeOver(path: string, { paths, config, accounts }: AgentContext): Promise<string> {
  const { user, group } = platformTable(config.platform).programs.postgres;
  const [uid, gid] = await Promise.all([accounts.user(user), accounts.group(group)]);
  if (uid === null || gid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `user ${user}` });
  const folder = await openFolder(path, { root: paths.root, create: false });
  if (folder === null) return '';
  try {
    if ((await folder.handle.stat()).uid === uid) return '';
    await folder.handle.chown(uid, gid);
    await folder.handle.chmod(0o700);
    return `given to ${user}`;
  } finally {
    await folder.close();
  }
}

/** PostgreSQL's user may write in the folders on the way: no link among them is followed. */
export const setAsideDataDirectory: Execute<'set_aside_data_directory'> = async ({ path }, { context }) => {
  if (path !== roleTable(context.config).dataDirectory) {
    throw new TamadaError({ code: 'path_refused', path, problem: 'it is not the data directory of this platform: it is not renamed' });
  }
  const aside = `${path}.aborted-${compactTime(context.clock.now())}`;
  return (await renameAside(path, basename(aside), context)) ? `kept as ${aside}` : '';
};

/** Gives a folder of PostgreSQL's another name beside its own; false where it is not there. */
export async function renameAside(
  path: string,
  name: string,
  { paths, accounts }: Pick<AgentContext, 'paths' | 'accounts'>,
): Promise<boolean> {
  const folder = await openFolder(dirname(path), { root: paths.root, create: false });
  if (folder === null) return false;
  try {
    await refuseUnlessFolder(folder, path, await accounts.user('postgres'));
    if (await exists(folder.entry(name))) throw cannot(path, `${name} is there already`);
    await rename(folder.entry(basename(path)), folder.entry(name));
    await folder.handle.sync();
    return true;
  } catch (error) {
    if (!['EBUSY', 'EXDEV', 'ENOTEMPTY', 'EEXIST'].includes(errnoOf(error))) throw withPath(error, path);
    throw cannot(path, `it cannot be renamed (${errnoOf(error)})`, error);
  } finally {
    await folder.close();
  }
}

async function refuseUnlessFolder(folder: Folder, path: string, owner: number | null): Promise<void> {
  const stat = await lstat(folder.entry(basename(path)));
  if (!stat.isDirectory()) throw new TamadaError({ code: 'symlink_in_way', path, at: path });
  if (stat.uid !== owner && stat.uid !== 0) throw cannot(path, `it belongs to user number ${String(stat.uid)}`);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function cannot(path: string, why: string, cause?: unknown): TamadaError {
  const problem = `${path} has to make room, and ${why}`;
  const next = 'if it is a mount point, move what is inside to another place; it is never deleted';
  return new TamadaError({ code: 'unsafe', problem, next }, { cause });
}

/** UTC, as 20260131T235959Z. */
export function compactTime(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
