import { describeError, errorDetail } from '@tamada/core/errors';
import { answerWords, callPatroni, failed, type PatroniAddress, type PatroniCall } from './rest.ts';

/** How Patroni and its password are reached. */
export interface PatroniAccess {
  readonly patroni: PatroniAddress;
  /** Of Patroni's REST user. */
  readonly password: string;
}

/** Something that Patroni is to do, and begins before it answers. */
export interface PatroniOrder {
  readonly path: string;
  readonly body: object;
  readonly timeoutMs: number;
}

/** `refused`: nothing was begun. `unknown`: it was, and nobody knows yet how it ends (patroni#2376). */
export interface PatroniOutcome {
  readonly outcome: 'done' | 'refused' | 'unknown';
  /** Patroni's own. */
  readonly words: string;
}

/** Gives the node's own Patroni an order. What comes of it is seen elsewhere: Patroni may answer early, late, or with an error, and go on. */
export async function orderPatroni({ patroni, password }: PatroniAccess, { path, body, timeoutMs }: PatroniOrder): Promise<PatroniOutcome> {
  const call: PatroniCall = { method: 'POST', path, timeoutMs, body, authentication: { user: 'patroni', password } };
  try {
    const { status, body: answer } = await callPatroni(patroni, call);
    const words = answerWords(answer);
    switch (status) {
      case 200:
        return { outcome: 'done', words };
      case 400:
      case 412:
        return { outcome: 'refused', words };
      case 503:
        return { outcome: beforeAnything.some((known) => words.includes(known)) ? 'refused' : 'unknown', words };
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

/** Patroni's refusals (ha.py, restart and reinitialize) come with the same status as its doubts. */
const beforeAnything = [
  'restart conditions are not satisfied',
  'already in progress',
  'Cluster has no leader, can not reinitialize',
  'I am the leader, can not reinitialize',
] as const;
