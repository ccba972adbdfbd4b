import type { FileHandle } from 'node:fs/promises';
import { TamadaError } from '@tamada/core/errors';
import type { Work } from './work.ts';

interface Wanted {
  readonly path: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
}

/** Names as numbers; refuses with `owner_missing`. */
export async function idsOf({ path, owner, group, mode }: Wanted, work: Work): Promise<{ uid: number; gid: number; mode: number }> {
  const owners = await work.owners();
  const uid = owners.uid(owner);
  const gid = owners.gid(group);
  if (uid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `user ${owner}` });
  if (gid === null) throw new TamadaError({ code: 'owner_missing', path, owner: `group ${group}` });
  return { uid, gid, mode };
}

/** Owner before mode: a change of the owner clears bits of the mode. */
export async function setOwnership(handle: FileHandle, wanted: Wanted, work: Work): Promise<void> {
  const { uid, gid, mode } = await idsOf(wanted, work);
  await handle.chown(uid, gid);
  await handle.chmod(mode);
  await handle.sync();
}
