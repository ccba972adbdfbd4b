import type { DcsSaid } from '@tamada/core/view';
import type { ConsulClient } from './client.ts';
import { readDcs } from './read-answers.ts';

export interface ClearedInitialize {
  readonly changed: boolean;
  /** What was removed, or why the key was kept. Empty where there is none. */
  readonly changes: readonly string[];
}

/** Removes the initialize key of a bootstrap that died: it has no system id, and there is no leader and no member that makes one. */
export async function clearStaleInitialize(consul: ConsulClient, scope: string): Promise<ClearedInitialize> {
  const prefix = `service/${scope}/`;
  const keys = await consul.readTree(prefix);
  const key = keys.find((candidate) => candidate.key === `${prefix}initialize`);
  if (key === undefined) return { changed: false, changes: [] };
  const reason = reasonToKeep(readDcs(prefix, keys, true));
  if (reason !== null) return { changed: false, changes: [`kept ${key.key}: ${reason}`] };
  const removed = await consul.deleteKey(key.key, key.modifyIndex);
  return removed
    ? { changed: true, changes: [`removed ${key.key}: it had neither system id nor leader behind it`] }
    : { changed: false, changes: [`kept ${key.key}: somebody has just written it`] };
}

function reasonToKeep({ initialize, leader, members }: DcsSaid): string | null {
  if (initialize?.systemId != null) return `the cluster has system id ${initialize.systemId}`;
  if (leader !== null) return `${leader.name} is the leader`;
  const busy = members.find((member) => !isIdle(member));
  return busy === undefined ? null : `${busy.name} is busy (${busy.state?.text ?? 'in an unknown state'})`;
}

/** Its Patroni will not fill the key; a member that died in initdb comes back like this. */
function isIdle({ state }: DcsSaid['members'][number]): boolean {
  return state?.is === 'stopped' || state?.is === 'failed';
}
