import type { FailoverProfile } from '../topology/types.ts';

/** One consistent set of timings. Seconds where the name says nothing else. */
export interface Timing {
  /** Patroni: how long a leader lock outlives its holder. */
  readonly ttl: number;
  /** Patroni: pause between two rounds of its loop. */
  readonly loopWait: number;
  /** Patroni: how long a request to Consul or PostgreSQL is tried again. */
  readonly retryTimeout: number;
  /** PostgreSQL: how long leader and standby hear nothing from each other before their connection counts as lost. */
  readonly replicationTimeout: number;
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
  readonly haproxy: HaproxyTiming;
  readonly keepalived: KeepalivedTiming;
  readonly check: CheckTiming;
}

/** HAProxy's checks of Patroni and its sessions. */
export interface HaproxyTiming {
  readonly rw: ServerChecks;
  readonly ro: ServerChecks;
  /** Of the servers that only count while there is no asynchronous replica. */
  readonly fallback: ServerChecks;
  /** `rise` of the other servers of the own datacentre in rw: the VIP goes to the new leader's host first. */
  readonly neighbourRise: number;
  /** How long a check waits for the answer once it is connected. */
  readonly checkTimeoutMs: number;
  /** For sessions; a check waits no longer than its interval. */
  readonly connectTimeoutMs: number;
  /** Within this time after a start every server is asked. */
  readonly firstChecksMs: number;
  /** An idle session is no fault: pools keep them for hours. */
  readonly idleTimeoutHours: number;
  /** How long a session lasts that one side has closed: a client that gave up must not hold its place. */
  readonly closingTimeout: number;
  /** TCP keepalive of sessions: the first probe, the pause between two, and how many may stay without an answer. */
  readonly keepalive: { readonly idle: number; readonly interval: number; readonly count: number };
  /** How long the process before a reload keeps its sessions: it checks nothing any more. */
  readonly hardStopAfter: number;
}

/** Pause between checks, and between checks of a server that is about to change; how many in a row change it. */
export interface ServerChecks {
  readonly intervalMs: number;
  readonly fastIntervalMs: number;
  readonly fall: number;
}

export interface KeepalivedTiming {
  readonly advertInterval: number;
  /** After how many missing adverts a backup takes over. */
  readonly missingAdverts: number;
  readonly checkInterval: number;
  /** After which keepalived kills a check that hangs; the check's own deadline is shorter. */
  readonly checkTimeout: number;
  readonly leader: { readonly rise: number; readonly fall: number };
  readonly haproxy: { readonly rise: number; readonly fall: number };
  /** Gratuitous ARP again after taking over, and from then on. */
  readonly arpDelay: number;
  readonly arpRefresh: number;
}

/** `tamada-check`: how long it waits for an answer, and how long an earlier answer bridges silence. */
export interface CheckTiming {
  readonly leader: { readonly timeoutMs: number; readonly holdMs: number };
  readonly haproxy: { readonly timeoutMs: number; readonly holdMs: number };
}

const profiles: Readonly<Record<FailoverProfile, Timing>> = {
  default: {
    ttl: 30,
    loopWait: 10,
    retryTimeout: 10,
    // PostgreSQL's own minute would hold up every commit while Consul still shows the standby, through a third datacentre.
    replicationTimeout: 10,
    watchdogSafetyMargin: 5,
    maximumLagOnFailoverBytes: { synchronous: 64 * 1024 * 1024, asynchronous: 1024 * 1024 },
    raftMultiplier: 1,
    retryJoinInterval: 3,
    // A month: a datacentre that is rebuilt must come back to a quorum that still counts it.
    reconnectTimeoutHours: 720,
    haproxy: {
      // Many quick checks: a 503 or a refusal counts within two seconds, silence only after as many timeouts in a row.
      rw: { intervalMs: 1000, fastIntervalMs: 50, fall: 17 },
      ro: { intervalMs: 1000, fastIntervalMs: 200, fall: 5 },
      // Quicker than the loss of the last asynchronous replica: a standby that was promoted is out before it opens.
      fallback: { intervalMs: 500, fastIntervalMs: 50, fall: 5 },
      neighbourRise: 81,
      checkTimeoutMs: 750,
      connectTimeoutMs: 2000,
      firstChecksMs: 100,
      idleTimeoutHours: 24,
      closingTimeout: 30,
      keepalive: { idle: 30, interval: 10, count: 3 },
      hardStopAfter: 300,
    },
    keepalived: {
      advertInterval: 1,
      // The protocol's three make every move a second longer: the preferred host waits them out, too.
      missingAdverts: 2,
      checkInterval: 1,
      checkTimeout: 5,
      leader: { rise: 1, fall: 1 },
      // A restart of HAProxy is no reason to move.
      haproxy: { rise: 2, fall: 2 },
      arpDelay: 1,
      arpRefresh: 30,
    },
    check: {
      // As long as HAProxy keeps the sessions of a silent leader, and no longer.
      leader: { timeoutMs: 800, holdMs: 14_000 },
      haproxy: { timeoutMs: 500, holdMs: 4000 },
    },
  },
};

export function timingOf(profile: FailoverProfile): Timing {
  return profiles[profile];
}
