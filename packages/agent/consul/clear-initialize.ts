import type { ConsulClient } from './client.ts';
import { readDcs, readMembers } from './dcs-view.ts';
import type { DcsMember } from './dcs-view.ts';

export interface ClearedInitialize {
  readonly changed: boolean;
  /** What was removed, or why the key was kept. Empty where there is none. */
  readonly changes: readonly string[];
}

/** States in which a Patroni does nothing that would fill the key; a member that died in initdb comes back as one of these. */
const idle = /stopped|failed|crashed/;

/** Removes the initialize key that a bootstrap left behind when it died: no system id, no leader, and nobody at work on one. */
export async function clearStaleInitialize(consul: ConsulClient, scope: string): Promise<ClearedInitialize> {
  const prefix = `service/${scope}/`;
  const keys = await consul.readTree(prefix);
  const key = keys.find((candidate) => candidate.key === `${prefix}initialize`);
  if (key === undefined) return { changed: false, changes: [] };
  const reason = reasonToKeep(readDcs(prefix, keys), readMembers(prefix, keys));
  if (reason !== null) return { changed: false, changes: [`kept ${key.key}: ${reason}`] };
  const removed = await consul.deleteKey(key.key, key.modifyIndex);
  return removed
    ? { changed: true, changes: [`removed ${key.key}: it had neither system id nor leader behind it`] }
    : { changed: false, changes: [`kept ${key.key}: somebody has just written it`] };
}

function reasonToKeep(dcs: { readonly initialize: string; readonly leader: string }, members: readonly DcsMember[]): string | null {
  if (dcs.initialize !== '') return `the cluster has system id ${dcs.initialize}`;
  if (dcs.leader !== '') return `${dcs.leader} is the leader`;
  const busy = members.find(({ state }) => !idle.test(state));
  return busy === undefined ? null : `${busy.name} is at work (${busy.state})`;
}
