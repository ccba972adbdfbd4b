import type { ReplyOf } from '@tamada/wire';
import type { Paint } from './paint.ts';
import { byteSize, counted, duration } from './quantity.ts';

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
    `${from} has ${counted(clients, 'session')}, cut off by this; ${String(inTransaction)} of them in a transaction, the oldest for ${duration(longestSeconds * 1000)}`,
    ...(prepared === 0 ? [] : [paint.warn(`${counted(prepared, 'prepared transaction')} stay prepared there`)]),
  ];
  return lines.join('\n');
}
