import type { ReplyOf } from '@tamada/wire';
import type { Paint } from './paint.ts';
import { byteSize, duration } from './quantity.ts';

interface HandoverFacts {
  readonly from: string;
  readonly to: string;
  readonly isSync: boolean;
  readonly lagBytes: number | null;
  readonly sessions: ReplyOf<'ReadSessions'>;
}

/** What a switchover would cut, before it is asked for. */
export function handoverText({ from, to, isSync, lagBytes, sessions }: HandoverFacts, paint: Paint): string {
  const { clients, inTransaction, longestSeconds, prepared } = sessions;
  const lines = [
    `${to} ${isSync ? 'is a synchronous standby' : 'is made a synchronous standby first'}, ${lagBytes === null ? 'its lag is not known' : `${byteSize(lagBytes)} behind`}`,
    `${from} has ${String(clients)} sessions, which are cut off; ${String(inTransaction)} of them in a transaction, the oldest for ${duration(longestSeconds * 1000)}`,
    ...(prepared === 0 ? [] : [paint.warn(`${String(prepared)} prepared transactions go over with it`)]),
  ];
  return lines.join('\n');
}
