import type { Bundle } from '@tamada/core/bundle';
import type { Accounts } from './accounts.ts';

/** The users and groups that a bundle names, and their numbers on this host. */
export interface Owners {
  /** Null where there is no such user (group). */
  readonly uid: (name: string) => number | null;
  readonly gid: (name: string) => number | null;
  /** Two names may have one number: then `wanted`, if it fits. The number as text where the bundle has no name for it. */
  readonly userName: (uid: number, wanted: string) => string;
  readonly groupName: (gid: number, wanted: string) => string;
}

export async function findOwners({ files, directories }: Pick<Bundle, 'files' | 'directories'>, accounts: Accounts): Promise<Owners> {
  const parts = [...files, ...directories];
  const users = await idsOf(
    parts.map(({ owner }) => owner),
    accounts.user,
  );
  const groups = await idsOf(
    parts.map(({ group }) => group),
    accounts.group,
  );
  return {
    uid: (name) => users.get(name) ?? null,
    gid: (name) => groups.get(name) ?? null,
    userName: (uid, wanted) => nameOf(users, uid, wanted),
    groupName: (gid, wanted) => nameOf(groups, gid, wanted),
  };
}

async function idsOf(
  names: readonly string[],
  look: (name: string) => Promise<number | null>,
): Promise<ReadonlyMap<string, number | null>> {
  return new Map(await Promise.all([...new Set(names)].map(async (name) => [name, await look(name)] as const)));
}

function nameOf(ids: ReadonlyMap<string, number | null>, id: number, wanted: string): string {
  if (ids.get(wanted) === id) return wanted;
  return [...ids].find(([, known]) => known === id)?.[0] ?? String(id);
}
