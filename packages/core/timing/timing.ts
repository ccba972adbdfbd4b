/** Which set of timings the operator asks for. */
export type FailoverProfile = 'default';

/** One consistent set of timings. Seconds where the name says nothing else. */
export interface Timing {
  /** Database nodes of the cluster: as many HAProxies ask each Patroni. */
  readonly databases: number;
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
  readonly own: OwnRequests;
}

/** HAProxy's checks of Patroni and its sessions. */
export interface HaproxyTiming {
  readonly rw: ServerChecks;
  readonly ro: ServerChecks;
  /** Of the servers that only count while there is no asynchronous replica. */
  readonly fallback: ServerChecks;
  /** `rise` of the other servers of the own datacentre in rw: the VIP goes to the new leader's host first. */
  readonly neighbourRise: number;
  readonly look: LookTiming;
  /** For sessions. */
  readonly connectTimeoutMs: number;
  /** Within this time after a start every server is asked. */
  readonly firstChecksMs: number;
  /** An idle session is not a fault: pools keep them for hours. */
  readonly idleTimeoutHours: number;
  /** How long a session lasts that one side has closed: a client that gave up must not hold its place. */
  readonly closingTimeout: number;
  /** TCP keepalive of sessions: the first probe, the pause between two, and how many may stay without an answer. */
  readonly keepalive: { readonly idle: number; readonly interval: number; readonly count: number };
  /** How long the process before a reload keeps its sessions: it checks nothing any more. */
  readonly hardStopAfter: number;
}

/** The one request that a HAProxy has under way at a Patroni. */
export interface LookTiming {
  /** A lost SYN is sent again after 1 s, 3 s, 7 s. */
  readonly connectTimeoutMs: number;
  /** After which a Patroni that hangs is asked again. */
  readonly answerTimeout: number;
  /** When nothing at all comes from its host, not even from the kernel, the request counts as lost. */
  readonly lostTimeoutMs: number;
}

/** Pause after an answer before the next question, in every state of the server; how many noes or time-outs in a row take it out. */
export interface ServerChecks {
  readonly intervalMs: number;
  readonly fall: number;
  readonly timeoutMs: number;
}

/** The most that the node itself asks of its Patroni beside its HAProxy's checks, requests a second. */
export interface OwnRequests {
  /** The agent's looks, which all callers share: one at a time. */
  readonly agent: number;
  /** `tamada-check leader`, run by keepalived and by the agent, through HAProxy. */
  readonly check: number;
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

/** A no counts within 2 s, for then a server that was demoted may be there again as a standby; silence after 13 s. */
const rw: ServerChecks = { intervalMs: 950, fall: 2, timeoutMs: 6200 };

const own: OwnRequests = { agent: 4, check: 2 };

/** Where reads go is no question of right or wrong rows: of the budget they get what is left, at most one look in 2 s and in 1 s. */
function reads(databases: number): Pick<HaproxyTiming, 'ro' | 'fallback'> {
  const left = patroniBudget - ownRequests(own) - (databases * 1000) / rw.intervalMs;
  // Both together ask three times within an interval of `ro`.
  const needed = left <= 0 ? Infinity : Math.ceil((30 * databases) / left) * 100;
  const intervalMs = Math.min(Math.max(2000, needed), 60_000);
  return {
    ro: { intervalMs, fall: 2, timeoutMs: 2000 },
    // One no is enough: a standby that was promoted is out before the loss of the last asynchronous replica opens it.
    fallback: { intervalMs: intervalMs / 2, fall: 1, timeoutMs: 2000 },
  };
}

export function ownRequests({ agent, check }: OwnRequests): number {
  return agent + check;
}

/** Requests a second that one Patroni gets, whatever state anything is in: a few per cent of a core. */
export const patroniBudget = 30;

const profiles: Readonly<Record<FailoverProfile, (databases: number) => Timing>> = {
  default: (databases) => ({
    databases,
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
      rw,
      ...reads(databases),
      neighbourRise: 5,
      look: { connectTimeoutMs: 6500, answerTimeout: 600, lostTimeoutMs: 8000 },
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
      // A restart of HAProxy is not a reason to move.
      haproxy: { rise: 2, fall: 2 },
      arpDelay: 1,
      arpRefresh: 30,
    },
    check: {
      // As long as HAProxy keeps the sessions of a silent leader, and no longer.
      leader: { timeoutMs: 800, holdMs: 14_000 },
      haproxy: { timeoutMs: 500, holdMs: 4000 },
    },
    own,
  }),
};

/** The timings of a cluster with so many database nodes. */
export function timingOf(profile: FailoverProfile, databases: number): Timing {
  return profiles[profile](databases);
}
