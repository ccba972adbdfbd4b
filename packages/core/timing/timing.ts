import type { FailoverProfile } from '../topology/types.ts';

/** One consistent set of timings. Seconds where the name says nothing else. */
export interface Timing {
  /** Patroni: how long a leader lock outlives its holder. */
  readonly ttl: number;
  /** Patroni: pause between two rounds of its loop. */
  readonly loopWait: number;
  /** Patroni: how long a request to Consul or PostgreSQL is tried again. */
  readonly retryTimeout: number;
  /** Patroni: the leader is given up this much before `ttl` ends, by the watchdog. */
  readonly watchdogSafetyMargin: number;
  /** How far behind a member may be to be promoted; with synchrony it must not stand in the way of a standby that has every acknowledged row. */
  readonly maximumLagOnFailoverBytes: { readonly synchronous: number; readonly asynchronous: number };
  /** Consul: 1 is a LAN in production (heartbeat and election 1 s), 5 its default, 10 its most. */
  readonly raftMultiplier: number;
  /** Consul: how often a server that cannot join tries again. */
  readonly retryJoinInterval: number;
  /** Consul: how long a failed server stays a member before it is forgotten. */
  readonly reconnectTimeoutHours: number;
}

const profiles: Readonly<Record<FailoverProfile, Timing>> = {
  default: {
    ttl: 30,
    loopWait: 10,
    retryTimeout: 10,
    watchdogSafetyMargin: 5,
    maximumLagOnFailoverBytes: { synchronous: 64 * 1024 * 1024, asynchronous: 1024 * 1024 },
    raftMultiplier: 1,
    retryJoinInterval: 3,
    // A month: a datacentre that is rebuilt must come back to a quorum that still counts it.
    reconnectTimeoutHours: 720,
  },
};

export function timingOf(profile: FailoverProfile): Timing {
  return profiles[profile];
}
