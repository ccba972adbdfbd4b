import { errorDetail, describeError } from '@tamada/core/errors';
import type { Psql } from '../postgres/psql.ts';
import { answerWords, callPatroni, failed, type PatroniAddress, type PatroniCall } from './rest.ts';

/** Patroni looks for up to two of its rounds what has become of it, and answers then. */
const timeoutMs = 60_000;

/** `refused`: nothing was begun. `unknown`: it was, and nobody knows yet how it ends (patroni#2376). */
export interface LeaderChange {
  readonly outcome: 'done' | 'refused' | 'unknown';
  /** Patroni's own. */
  readonly words: string;
}

/** Asks the leader's own Patroni for a switchover. */
export async function changeLeader(
  { patroni, password, psql }: { readonly patroni: PatroniAddress; readonly password: string; readonly psql: Psql },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<LeaderChange> {
  // Clients are cut off when PostgreSQL begins to stop, and it ends with a checkpoint: after this one there is little left to write.
  await psql.execute('checkpoint', 'CHECKPOINT;');
  const authentication = { user: 'patroni', password };
  const call: PatroniCall = { method: 'POST', path: '/switchover', timeoutMs, body: { leader: from, candidate: to }, authentication };
  try {
    const { status, body } = await callPatroni(patroni, call);
    const words = answerWords(body);
    switch (status) {
      case 200:
        return { outcome: 'done', words };
      case 400:
      case 412:
        return { outcome: 'refused', words };
      case 503:
        return { outcome: 'unknown', words };
      default:
        throw failed(call, `${String(status)} ${words}`.trim());
    }
  } catch (error) {
    const detail = errorDetail(error);
    if (detail.code === 'request_failed' && detail.problem === 'no answer in time')
      return { outcome: 'unknown', words: describeError(detail).message };
    throw error;
  }
}
