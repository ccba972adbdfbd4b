import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import type { AgentConfig } from '@tamada/core/bundle';
import type { DataFolder, JournalState, ObservedDataDirectory } from '@tamada/core/converge';
import { dataDirectoryContent } from '@tamada/core/converge';
import { platformTable } from '@tamada/core/platform';
import { nullIfMissing } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';
import type { Accounts } from './accounts.ts';
import { hostMounts, mountOf } from './mounts.ts';

/** The node's data directory, and what the journal knows of it; null where the role has none. */
export async function observeDataDirectory(
  { role, platform, postgres }: Pick<AgentConfig, 'role' | 'platform' | 'postgres'>,
  paths: AgentPaths,
  { claim, established }: JournalState,
  accounts: Accounts,
): Promise<ObservedDataDirectory | null> {
  if (role !== 'database') return null;
  const path = postgres.dataDirectory;
  const { user } = platformTable(platform).programs.postgres;
  const folder = await lookAtDataFolder(paths.at(path), user, accounts);
  return {
    path,
    folder,
    content: dataDirectoryContent(folder),
    usable: folder === null || folder.owner === user,
    claimed: claim?.path === path,
    established: established?.path === path,
  };
}

/** What is at the path of the data directory; null where nothing is. A folder that cannot be read is an error. */
async function lookAtDataFolder(place: string, user: string, accounts: Accounts): Promise<DataFolder | null> {
  const found = await lstat(place).catch(nullIfMissing);
  if (found === null) return null;
  const linkTarget = found.isSymbolicLink() ? await readlink(place) : null;
  const target = linkTarget === null ? found : await stat(place).catch(nullIfMissing);
  const nothing = { linkTarget, mountPoint: false, fileSystem: '', owner: '', names: [] };
  if (target === null) return { ...nothing, kind: 'nothing' };
  if (!target.isDirectory()) return { ...nothing, kind: 'file' };
  const real = await realpath(place);
  const mount = mountOf(await hostMounts(), real);
  return {
    kind: 'folder',
    linkTarget,
    mountPoint: mount?.point === real,
    fileSystem: mount?.fileSystem ?? '',
    owner: target.uid === (await accounts.user(user)) ? user : target.uid === 0 ? 'root' : String(target.uid),
    names: (await readdir(place)).sort(),
  };
}
