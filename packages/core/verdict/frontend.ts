import type { NodeStatus } from './node-status.ts';

type Haproxy = NonNullable<NodeStatus['haproxy']>;

/** Why a port takes no connections. */
export interface Shut {
  readonly words: string;
  readonly byHand: boolean;
}

/** What an operator did so that HAProxy says this of a frontend. */
const deeds: Readonly<Record<string, string>> = { PAUSED: 'disabled (PAUSED)', STOP: 'shut down (STOP)' };

/** Null where the frontend takes connections, and where HAProxy is silent: that is told elsewhere. */
export function shut(haproxy: Haproxy | null, name: string): Shut | null {
  // An agent of an earlier version tells of no frontends at all.
  if (haproxy === null || haproxy.frontends.length === 0) return null;
  const frontend = haproxy.frontends.find((one) => one.name === name);
  // HAProxy 2.4 does not tell any more of one that was shut down.
  if (frontend === undefined) return { words: 'shut down', byHand: true };
  const { status, sessions, limit } = frontend;
  if (status !== 'OPEN') return { words: deeds[status] ?? status, byHand: true };
  if (limit === 0) return { words: 'no session is allowed (maxconn 0)', byHand: true };
  return sessions < limit ? null : { words: `it is full, with ${String(sessions)} of ${String(limit)} sessions`, byHand: false };
}
