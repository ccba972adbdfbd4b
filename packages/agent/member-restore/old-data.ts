import { chmod, chown, lstat, mkdir, readdir, realpath, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { nullIfMissing } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { renameAside } from '../execute/data-directory-steps.ts';
import { needAccount } from '../observe/accounts.ts';
import { linkedTablespaces } from '../restored/tablespaces.ts';
import { hostMounts, mountOf } from '../observe/mounts.ts';

/** A folder with data of the cluster that is to make room: the data directory, or a tablespace. */
export interface OldFolder {
  readonly path: string;
  readonly bytes: number;
  readonly mountPoint: boolean;
}

type Needs = Pick<AgentContext, 'paths' | 'run' | 'accounts'>;

/** Those that hold anything: tablespaces are found by the links in the data directory, and `wanted` are those of the backup. */
export async function oldFolders(
  dataDirectory: string,
  wanted: readonly string[],
  user: string,
  needs: Needs,
): Promise<readonly OldFolder[]> {
  const linked = (await linkedTablespaces(needs.paths.at(dataDirectory))).map(({ place }) => place);
  const others = wanted.filter((place) => !linked.includes(place));
  for (const place of others) await needTablespace(place, needs);
  const outside = [...linked, ...others].filter((place) => !place.startsWith(`${dataDirectory}/`));
  const found = await Promise.all([dataDirectory, ...new Set(outside)].map((path) => lookAt(path, user, needs)));
  return found.filter((folder) => folder !== null);
}

/** Nothing here says that it is the cluster's: then what is in it must. */
async function needTablespace(place: string, { paths }: Needs): Promise<void> {
  const names = (await readdir(paths.at(place)).catch(nullIfMissing)) ?? [];
  const other = names.find((name) => name !== 'lost+found' && !/^PG_\d+_\d+$/.test(name));
  if (other === undefined) return;
  const problem = `the backup has a tablespace in ${place}, and what stands there is none: ${other}`;
  throw new TamadaError({ code: 'unsafe', problem, next: `move it away by hand, then run the same command again` });
}

async function lookAt(path: string, user: string, { paths, run, accounts }: Needs): Promise<OldFolder | null> {
  const place = paths.at(path);
  const found = await lstat(place).catch(nullIfMissing);
  if (found === null) return null;
  if (!found.isDirectory()) throw new TamadaError({ code: 'symlink_in_way', path, at: path });
  const names = (await readdir(place)).filter((name) => name !== 'lost+found');
  if (names.length === 0) return null;
  // As its owner: what that user cannot read is none of the cluster's data.
  const { uid, gid } = await needAccount(accounts, user, path);
  const { stdout } = await run(['du', '--summarize', '--one-file-system', '--block-size=1', '--', place], { timeoutMs: lookMs, uid, gid });
  const mount = mountOf(await hostMounts(), await realpath(place));
  return { path, bytes: Number(/^\d+/.exec(stdout)?.[0] ?? 0), mountPoint: mount?.point === place };
}

const lookMs = 10 * 60_000;
const deleteMs = 24 * 60 * 60_000;

/** Where it would be kept; refuses where it cannot be. The new data needs as much room as the old. */
export async function asideOf({ path, bytes, mountPoint }: OldFolder, suffix: string, { paths }: Needs): Promise<string> {
  const next = 'add --delete-old-data, or make room';
  if (mountPoint) throw new TamadaError({ code: 'unsafe', problem: `${path} is a mount point: it cannot be set aside`, next });
  const { bavail, bsize } = await statfs(paths.at(path));
  if (bavail * bsize >= bytes) return `${path}.${suffix}`;
  const sizes = `${megabytes(bytes)} are in use and ${megabytes(bavail * bsize)} are free`;
  throw new TamadaError({ code: 'unsafe', problem: `there is no room to keep the old data of ${path} beside the new: ${sizes}`, next });
}

export function megabytes(bytes: number): string {
  return `${String(Math.ceil(bytes / 1024 ** 2))} MB`;
}

/** Renames it, and makes an empty folder of the user's in its place. */
export async function setAside({ path }: OldFolder, aside: string, user: string, needs: Needs): Promise<void> {
  await renameAside(path, basename(aside), needs);
  await makeEmpty(path, user, needs);
}

async function makeEmpty(path: string, user: string, { paths, accounts }: Needs): Promise<void> {
  const { uid, gid } = await needAccount(accounts, user, path);
  const place = join(await realpath(paths.at(dirname(path))), basename(path));
  await mkdir(place, { mode: 0o700 });
  await chown(place, uid, gid);
  await chmod(place, 0o700);
}

/** Deletes what is in it; the folder stays. With no more rights than its owner has: a link in the way leads nowhere. */
export async function deleteInside(path: string, user: string, { paths, run, accounts }: Needs): Promise<void> {
  const { uid, gid } = await needAccount(accounts, user, path);
  const place = paths.at(path);
  if ((await lstat(place).catch(nullIfMissing)) === null) return;
  const argv = ['find', place, '-xdev', '-mindepth', '1', '-not', '-path', `${place}/lost+found`, '-delete'] as const;
  const { code, stderr } = await run(argv, { timeoutMs: deleteMs, uid, gid });
  if (code !== 0) throw new TamadaError({ code: 'request_failed', program: 'find', request: `empty ${path}`, problem: stderr.trim() });
}
