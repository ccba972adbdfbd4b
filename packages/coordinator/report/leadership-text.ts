import type { RestartPlan } from '@tamada/core/sequence';
import type { ReplyOf } from '@tamada/wire';
import type { RestartTold } from '../tasks/restart-member.ts';
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
  const { prepared } = sessions;
  const lines = [
    `${to} ${isSync ? 'is a synchronous standby' : 'is made a synchronous standby first'}, ${lagBytes === null ? 'its lag is not known' : `${byteSize(lagBytes)} behind`}`,
    `${from} has ${cutOff(sessions)}`,
    ...(prepared === 0 ? [] : [paint.warn(`${counted(prepared, 'prepared transaction')} stay prepared there`)]),
  ];
  return lines.join('\n');
}

function cutOff({ clients, inTransaction, longestSeconds }: ReplyOf<'ReadSessions'>): string {
  const within = inTransaction === 0 ? '' : `, the oldest for ${duration(longestSeconds * 1000)}`;
  return `${counted(clients, 'session')}, cut off by this; ${String(inTransaction)} of them in a transaction${within}`;
}

/** Whose PostgreSQL would be restarted, in which order, and what that cuts off. */
export function restartText({ standbys, leader }: RestartPlan, sessions: ReadonlyMap<string, ReplyOf<'ReadSessions'>>): string {
  const cut = (name: string): string => {
    const told = sessions.get(name);
    return told === undefined ? 'nobody knows how many sessions it has' : `it has ${cutOff(told)}`;
  };
  const lines = standbys.map(
    ({ name, isSync }) => `${name} ${isSync ? 'gives up its synchronous role first' : 'is a replica'}; ${cut(name)}`,
  );
  if (leader !== null) {
    const { name, successor, back } = leader;
    const how = successor === null ? 'is the only member, and nobody takes writes meanwhile' : `hands over to ${successor} first`;
    lines.push(`${name} leads, and ${how}${back ? '; it leads again at the end, which cuts sessions off once more' : ''}; ${cut(name)}`);
  }
  return lines.map((line, index) => `${String(index + 1)}. ${line}`).join('\n');
}

/** What was restarted, and what writers felt of it. `gapMs` null where the leader stayed. */
export function restartDoneText(restarts: readonly RestartTold[], gapMs: number | null): string {
  if (restarts.length === 0 && gapMs === null) return 'nothing had to be restarted any more';
  const longest = Math.max(0, ...restarts.map(({ commitWaitMs }) => commitWaitMs));
  const felt = [
    longest === 0 ? 'no commit was seen to wait for a standby' : `a commit waited for a standby for up to ${(longest / 1000).toFixed(1)} s`,
    ...(gapMs === null ? [] : [`the switchover held writes up for about ${(gapMs / 1000).toFixed(1)} s`]),
  ];
  const names = restarts.map(({ node }) => node);
  return `${names.length === 0 ? 'the switchover was the restart' : `PostgreSQL was restarted on ${names.join(', ')}`}; ${felt.join('; ')}`;
}
