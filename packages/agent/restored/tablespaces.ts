import { lchown, mkdir, readdir, readlink, rename, rm, rmdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupSite, MovedTablespace, Tablespace } from '@tamada/core/backup';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { dataFolder } from '@tamada/core/jobs';
import { nullIfMissing } from '@tamada/runtime';
import { needAccount } from '../observe/accounts.ts';
import type { AgentPaths } from '../paths.ts';
import { lastFatal } from '../postgres/postmaster.ts';
import { makeFolder, needEmpty, type ServerNeeds } from './server.ts';

/**
 * Where a restored server has its tablespaces: beside its data directory, never where they were. On a database host the member has its own
 * there, and on the backup host the delayed replica may.
 */
export function besideFolder(directory: string): string {
  return `${directory}.tablespaces`;
}

/** An empty folder for each tablespace; refuses where something stands in the way. */
export async function makeBeside(
  directory: string,
  tablespaces: readonly Tablespace[],
  needs: Pick<ServerNeeds, 'site' | 'accounts'>,
): Promise<readonly MovedTablespace[]> {
  const beside = besideFolder(directory);
  await needEmpty(beside);
  if (tablespaces.length === 0) return [];
  await makeFolder(beside, needs);
  const moved = tablespaces.map(({ id, place }) => ({ id, place, to: join(beside, id) }));
  for (const { to } of moved) await makeFolder(to, needs);
  return moved;
}

/** Folders that a data directory's own links lead to. */
export async function linkedTablespaces(directory: string): Promise<readonly Tablespace[]> {
  const folder = join(directory, 'pg_tblspc');
  const ids = (await readdir(folder).catch(() => [] as string[])).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(ids.map((id) => readlink(join(folder, id)).catch(() => null)));
  return ids.flatMap((id, at) => {
    const place = places[at] ?? null;
    return place?.startsWith('/') === true ? [{ id, place }] : [];
  });
}

/** A folder of a restored server's that stands, for its processes only, where the WAL says. */
export interface Veil {
  readonly place: string;
  readonly to: string;
}

/**
 * WAL in which a tablespace is made names its folder, and replay would write there: over the tablespaces of the other servers of this host.
 * Whatever those have is veiled from the restored server.
 */
export async function veilsOf(
  directory: string,
  others: readonly string[],
  needs: Pick<ServerNeeds, 'site' | 'accounts'>,
): Promise<readonly Veil[]> {
  const linked = await Promise.all(others.map(linkedTablespaces));
  const own = besideFolder(directory);
  const places = [...new Set(linked.flat().map(({ place }) => place))].filter((place) => !place.startsWith(`${own}/`));
  const veils: Veil[] = [];
  for (const place of places) veils.push(await veil(directory, place, needs));
  return veils;
}

export async function veil(directory: string, place: string, needs: Pick<ServerNeeds, 'site' | 'accounts'>): Promise<Veil> {
  // systemd splits at these.
  if (/[\s:%\\"'*?]/.test(place)) {
    const next = 'restore on another host';
    throw new TamadaError({ code: 'unsafe', problem: `a tablespace of another server is in ${place}, which cannot be veiled`, next });
  }
  const beside = besideFolder(directory);
  await makeFolder(beside, needs);
  const to = join(beside, `later${place.replaceAll('/', '-')}`);
  await makeFolder(to, needs);
  return { place, to };
}

/** Data directories of servers that this host may have beside a restored one. */
export function standingServers({ node, host, postgres, delayed }: BackupSite): readonly string[] {
  if (node !== host.name) return [postgres.dataDirectory];
  return delayed === null ? [] : [delayed.dataDirectory];
}

/** The folder that a server misses to go on with a tablespace that is made in the WAL; null where it stopped for another reason. */
export function missedFolder(error: unknown): string | null {
  const detail = errorDetail(error);
  return detail.code === 'unhealthy' ? missedIn(detail.problem) : null;
}

/** In PostgreSQL's words: it makes a tablespace only in a folder that is there and its own. */
function missedIn(words: string): string | null {
  return (
    /(?:^|: +)directory "(\/[^"]+)" does not exist$/.exec(words)?.[1] ??
    /could not set permissions on directory "(\/[^"]+)"/.exec(words)?.[1] ??
    null
  );
}

/**
 * Where recovery has ended behind a veil, the links lead to the veiled places: without the veil they would be another server's. They are led to
 * the folders themselves, which are the same; what was not needed is removed.
 */
export async function liftVeils(
  directory: string,
  veils: readonly Veil[],
  { site, accounts }: Pick<ServerNeeds, 'site' | 'accounts'>,
): Promise<void> {
  const { uid, gid } = await needAccount(accounts, site.user, directory);
  for (const { id, place } of await linkedTablespaces(directory)) {
    const found = veils.find((one) => one.place === place);
    if (found === undefined) continue;
    const link = join(directory, 'pg_tblspc', id);
    await rm(`${link}.new`, { force: true });
    await symlink(found.to, `${link}.new`);
    await lchown(`${link}.new`, uid, gid);
    await rename(`${link}.new`, link);
  }
  for (const { to } of veils) await rmdir(to).catch(() => undefined);
  await rmdir(besideFolder(directory)).catch(() => undefined);
}

/** Makes the folder that the delayed replica stopped for, where nothing else stands in its place. False: it stopped for another reason. */
export async function makeMissed(
  words: string,
  needs: Pick<ServerNeeds, 'site' | 'accounts'> & { readonly paths: Pick<AgentPaths, 'at'> },
): Promise<boolean> {
  const place = missedIn(lastFatal(words) ?? '');
  if (place === null || !dataFolder.safeParse(place).success) return false;
  // Something stands there: it is filled by now, or another's.
  const names = await readdir(needs.paths.at(place)).catch(nullIfMissing);
  if (names !== null && names.length > 0) return false;
  await makePlace(place, needs);
  return true;
}

/** Makes an empty folder for a tablespace at its own place, where there is none. Folders on the way are everybody's to pass. */
export async function makePlace(
  place: string,
  needs: Pick<ServerNeeds, 'site' | 'accounts'> & { readonly paths: Pick<AgentPaths, 'at'> },
): Promise<void> {
  const path = needs.paths.at(place);
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  await makeFolder(path, needs);
}
