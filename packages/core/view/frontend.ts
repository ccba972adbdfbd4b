import type { HaproxySaid } from './node-status.ts';

/** Why a port takes no connections. */
export interface Shut {
  readonly words: string;
  readonly byHand: boolean;
}

/** Null where the frontend takes connections. */
export function shut(haproxy: HaproxySaid, name: string): Shut | null {
  // It tells of none at all only before it has read its configuration.
  if (haproxy.frontends.length === 0) return null;
  const frontend = haproxy.frontends.find((one) => one.name === name);
  // HAProxy 2.4 does not tell any more of one that was shut down.
  if (frontend === undefined) return { words: 'shut down', byHand: true };
  const { state, sessions, limit } = frontend;
  switch (state.is) {
    case 'paused':
      return { words: `disabled (${state.text})`, byHand: true };
    case 'stopped':
      return { words: `shut down (${state.text})`, byHand: true };
    case 'other':
      return { words: state.text, byHand: true };
    case 'open':
      if (limit === 0) return { words: 'no session is allowed (maxconn 0)', byHand: true };
      return sessions < limit ? null : { words: `it is full, with ${String(sessions)} of ${String(limit)} sessions`, byHand: false };
  }
}
