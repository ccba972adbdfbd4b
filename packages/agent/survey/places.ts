import { constants } from 'node:fs';
import { access, lstat } from 'node:fs/promises';
import type { AgentConfig } from '@tamada/core/bundle';
import { directoryTable, fileTable, platformTable, theCheck } from '@tamada/core/platform';
import type { PlaceProblem } from '@tamada/core/preflight';
import { errnoOf, nullIfMissing } from '@tamada/runtime';
import type { Accounts } from '../observe/accounts.ts';
import type { Mount } from '../observe/mounts.ts';
import { mountOf } from '../observe/mounts.ts';
import type { AgentPaths } from '../paths.ts';

/** A file or folder that will be ours, and who must be able to reach it. */
interface Place {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly user: string;
}

interface Passer {
  readonly uid: number | null;
  readonly gid: number | null;
}

/** dpkg runs the scripts of packages from here; rpm hands its scripts to a shell. */
const aptScripts = '/var/lib/dpkg/info';

/** Every file and folder of the role's table that could not be put where it belongs, each reason once. Follows no link, as the agent does. */
export async function placeProblems(
  config: Pick<AgentConfig, 'role' | 'platform' | 'postgres'>,
  paths: AgentPaths,
  accounts: Accounts,
  mounts: readonly Mount[],
): Promise<PlaceProblem[]> {
  const folders = directoryTable(config.role, config.platform, config.postgres.version);
  const files = fileTable(config.role, config.platform, config.postgres.version);
  const places: readonly Place[] = [
    { path: '/var/lib/tamada', kind: 'folder', user: 'root' },
    ...folders.map(({ path, ownership }) => ({ path, kind: 'folder' as const, user: ownership.owner })),
    ...files.map(({ path, ownership }) => ({ path, kind: 'file' as const, user: readerOf(path, ownership.owner) })),
  ];
  const ours = new Set(folders.map(({ path }) => path));
  const passers = await lookUp([...new Set(places.map(({ user }) => user))], accounts);
  const found: PlaceProblem[] = [];
  for (const place of places) {
    const problem = await problemOf(place, paths, ours, passers.get(place.user) ?? unknownPasser);
    if (problem !== null && !found.some((one) => sameReason(one, problem))) found.push(problem);
  }
  const scripts = platformTable(config.platform).packageManager === 'apt' && (mountOf(mounts, aptScripts)?.noexec ?? false);
  return scripts ? [...found, { path: aptScripts, at: mountOf(mounts, aptScripts)?.point ?? '/', problem: 'noexec', user: '' }] : found;
}

const unknownPasser: Passer = { uid: null, gid: null };

/** Each once: a name service on the network may take its time. */
async function lookUp(users: readonly string[], accounts: Accounts): Promise<ReadonlyMap<string, Passer>> {
  const look = async (user: string) => [user, { uid: await accounts.user(user), gid: await accounts.group(user) }] as const;
  return new Map(await Promise.all(users.map(look)));
}

/** The only file with a reader who is not its owner. */
function readerOf(path: string, owner: string): string {
  return path === theCheck.config ? theCheck.user : owner;
}

async function problemOf(place: Place, paths: AgentPaths, ours: ReadonlySet<string>, who: Passer): Promise<PlaceProblem | null> {
  const { path, kind, user } = place;
  const names = path.split('/').filter((name) => name !== '');
  let above = '/';
  for (const [index, name] of names.entries()) {
    const at = `${above === '/' ? '' : above}/${name}`;
    const found = await lstat(paths.at(at)).catch(nullIfMissing);
    if (found === null) break;
    const last = index === names.length - 1;
    if (found.isSymbolicLink()) return { path, at, problem: 'link', user: '' };
    if (last && kind === 'file') {
      if (!found.isFile()) return { path, at, problem: 'not_a_file', user: '' };
      return (await writable(paths.at(at))) ? null : { path, at, problem: 'read_only', user: '' };
    }
    if (!found.isDirectory()) return { path, at, problem: 'not_a_folder', user: '' };
    if (!last && !ours.has(at) && !mayPass(found, user, who)) return { path, at, problem: 'closed', user };
    above = at;
  }
  return (await writable(paths.at(above))) ? null : { path, at: above, problem: 'read_only', user: '' };
}

/** As the kernel decides it, except for the user's other groups. */
function mayPass(
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
  user: string,
  who: Passer,
): boolean {
  if (user === 'root') return true;
  const bit = uid === who.uid ? 0o100 : gid === who.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/** Root may write everywhere, except where the file system or an attribute of the file forbids it. */
async function writable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    (error: unknown) => !['EROFS', 'EPERM', 'EACCES'].includes(errnoOf(error)),
  );
}

function sameReason(one: PlaceProblem, other: PlaceProblem): boolean {
  return one.at === other.at && one.problem === other.problem && one.user === other.user;
}
