import type { Psql } from '../postgres/psql.ts';
import { orderPatroni, type PatroniAccess, type PatroniOutcome } from './order.ts';

/** Patroni looks for up to two of its rounds what has become of it, and answers then. */
const timeoutMs = 60_000;

/** Asks the leader's own Patroni for a switchover. */
export async function changeLeader(
  { psql, ...access }: PatroniAccess & { readonly psql: Psql },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<PatroniOutcome> {
  // Clients are cut off when PostgreSQL begins to stop, and it ends with a checkpoint: after this one there is little left to write.
  await psql.execute('checkpoint', 'CHECKPOINT;');
  return orderPatroni(access, { path: '/switchover', body: { leader: from, candidate: to }, timeoutMs });
}

/** Makes the node the leader of a cluster without one; Patroni refuses where it is not fit, and asks nobody how far others are. */
export function takeLead(access: PatroniAccess, { node }: { readonly node: string }): Promise<PatroniOutcome> {
  return orderPatroni(access, { path: '/failover', body: { candidate: node }, timeoutMs });
}

/** Throws the node's data away and copies the leader's; Patroni answers as soon as that has begun. */
export function reinitMember(access: PatroniAccess): Promise<PatroniOutcome> {
  return orderPatroni(access, { path: '/reinitialize', body: {}, timeoutMs });
}

/**
 * Restarts the node's PostgreSQL. Patroni lets a synchronous standby give that role up first, for up to two of its rounds, by a tag that it
 * keeps in its memory only (ha.py, while_not_sync_standby): whoever dies meanwhile leaves nothing behind.
 */
export async function restartMember(
  { psql, ...access }: PatroniAccess & { readonly psql: Psql },
  { onlyIfPending }: { readonly onlyIfPending: boolean },
): Promise<PatroniOutcome> {
  // One that does not run has nothing to write.
  await psql.execute('checkpoint', 'CHECKPOINT;').catch(() => undefined);
  return orderPatroni(access, { path: '/restart', body: onlyIfPending ? { restart_pending: true } : {}, timeoutMs });
}
