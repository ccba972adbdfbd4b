import { askedOfPatroni } from './patroni-load.ts';
import { patroniBudget, type Timing } from './timing.ts';
import { saidMs, sessionSilenceMs, trafficWindows, vipSilenceMs } from './traffic-windows.ts';

/** A bound that a set of timings must keep. */
export interface TimingBound {
  readonly name: string;
  /** What is wrong, or null. */
  readonly check: (timing: Timing) => string | null;
}

/** Consul refuses shorter sessions (`session_ttl_min`); Patroni asks for half its ttl, because Consul may double it. */
const leastSessionTtl = 10;

/** Raft's election at multiplier 1: heartbeat timeout and election timeout of 1 s each, and the winner's first heartbeat. */
const electionSeconds = 2;

/** Patroni waits that long between saying no and starting its PostgreSQL again, as a standby (patroni/ha.py, demote). */
const demotedMs = 2000;

export const timingBounds: readonly TimingBound[] = [
  {
    name: 'patroni-minima',
    check: ({ ttl, loopWait, retryTimeout }) =>
      ttl >= 20 && loopWait >= 1 && retryTimeout >= 3 ? null : 'ttl must be at least 20, loopWait 1 and retryTimeout 3',
  },
  {
    // Otherwise the lock ends while its holder still tries to renew it, and a healthy leader is demoted.
    name: 'patroni-loop',
    check: ({ ttl, loopWait, retryTimeout }) =>
      loopWait + 2 * retryTimeout <= ttl
        ? null
        : `loopWait + 2 * retryTimeout is ${String(loopWait + 2 * retryTimeout)}, more than ttl ${String(ttl)}`,
  },
  {
    name: 'consul-session',
    check: ({ ttl }) =>
      ttl / 2 >= leastSessionTtl
        ? null
        : `ttl ${String(ttl)} makes sessions of ${String(ttl / 2)} s; Consul takes ${String(leastSessionTtl)} at least`,
  },
  {
    // Patroni's requests end after a third of retryTimeout: an election must fit, or it demotes the leader.
    name: 'consul-election',
    check: ({ retryTimeout, raftMultiplier }) =>
      retryTimeout / 3 > electionSeconds * raftMultiplier
        ? null
        : `an election takes up to ${String(electionSeconds * raftMultiplier)} s, but Patroni's requests end after ${(retryTimeout / 3).toFixed(1)} s`,
  },
  {
    // A standby that is gone without a word must not hold up commits for longer than a leader that is.
    name: 'replication-timeout',
    check: ({ ttl, loopWait, replicationTimeout }) =>
      replicationTimeout + loopWait <= ttl
        ? null
        : `a lost standby holds up commits for ${String(replicationTimeout + loopWait)} s, longer than ttl ${String(ttl)}`,
  },
  {
    name: 'watchdog-margin',
    check: ({ ttl, loopWait, watchdogSafetyMargin }) =>
      ttl - watchdogSafetyMargin - loopWait > 0 ? null : 'no time is left between a round of Patroni and the watchdog',
  },
  {
    name: 'consul-reconnect',
    check: ({ reconnectTimeoutHours }) => (reconnectTimeoutHours >= 8 ? null : 'Consul takes a reconnect timeout of 8 hours at least'),
  },
  {
    // A lock renewed just before a round of Patroni ends no earlier than this; from then on there may be another leader. It rests on
    // Consul's keeping a session for twice its TTL (SessionTTLMultiplier), which is what it does; it promises the TTL only.
    name: 'haproxy-silence',
    check: silenceProblem,
  },
  {
    // A Patroni that is slow for a while, because the leader is busy, must not cost its clients their sessions.
    name: 'haproxy-load',
    check: loadProblem,
  },
  {
    // Otherwise 5555 would lead to rows that are no longer the last ones.
    name: 'demoted-standby',
    check: demotedProblem,
  },
  {
    // Whoever asks more when answers are slow makes them slower: Patroni has a thread for each request, and no limit of them.
    name: 'patroni-budget',
    check: budgetProblem,
  },
  {
    // A look that ends before the check that waits for it would be a no, where there is only silence.
    name: 'look-patience',
    check: patienceProblem,
  },
  {
    // Readers may meet a standby that became synchronous, or find none, for two rounds of Patroni at most.
    name: 'reads-said',
    check: readsProblem,
  },
  {
    // Otherwise clients come back through the old host, and lose that session too when the VIP leaves it.
    name: 'vip-before-writes',
    check: neighbourProblem,
  },
  {
    // A leader that was a sync standby a moment ago must be out of the fallback before the loss of the last asynchronous replica opens it.
    name: 'fallback-fresh',
    check: fallbackProblem,
  },
  {
    name: 'leader-hold',
    check: ({ check, ttl, loopWait }) =>
      check.leader.holdMs <= 1000 * (ttl - loopWait) ? null : 'a silent leader would keep its VIP longer than its lock',
  },
  {
    // What a VIP that stays promises, 5555 must hold.
    name: 'silence-alike',
    check: silenceAlikeProblem,
  },
  {
    // keepalived counts a check that it has to kill as a no.
    name: 'check-deadline',
    check: ({ check, keepalived }) =>
      2 * Math.max(check.leader.timeoutMs, check.haproxy.timeoutMs) <= 1000 * keepalived.checkTimeout
        ? null
        : 'keepalived kills a check before its own deadline',
  },
  {
    // A check that is still running is not started again.
    name: 'check-interval',
    check: ({ check, keepalived }) =>
      Math.max(check.leader.timeoutMs, check.haproxy.timeoutMs) < 1000 * keepalived.checkInterval
        ? null
        : 'a check that waits is still running when the next one is due',
  },
];

/** All bounds that a set of timings breaks; empty when it is fit. */
export function timingProblems(timing: Timing): readonly string[] {
  return timingBounds.flatMap(({ name, check }) => {
    const problem = check(timing);
    return problem === null ? [] : [`${name}: ${problem}`];
  });
}

function silenceProblem(timing: Timing): string | null {
  const [window, lock] = [trafficWindows(timing).rwSilent, 1000 * (timing.ttl - timing.loopWait)];
  return window < lock ? null : `a silent server stays up for ${String(window)} ms, but there may be another leader after ${String(lock)}`;
}

function loadProblem(timing: Timing): string | null {
  const { silenceRidden } = trafficWindows(timing);
  return silenceRidden >= 1000 * timing.loopWait
    ? null
    : `a leader is given up after ${String(silenceRidden)} ms of silence, less than a round of Patroni`;
}

function silenceAlikeProblem(timing: Timing): string | null {
  const [vip, sessions] = [vipSilenceMs(timing), sessionSilenceMs(timing)];
  return vip <= sessions ? null : `a silent leader keeps its VIP for ${String(vip)} ms, but its sessions for ${String(sessions)}`;
}

function neighbourProblem(timing: Timing): string | null {
  const { neighbourRise, rw } = timing.haproxy;
  const delay = (neighbourRise - 1) * rw.intervalMs;
  const move = trafficWindows(timing).vipToLeader - timing.check.leader.timeoutMs;
  return delay > move ? null : `writes go to a neighbour after ${String(delay)} ms, but its VIP may need ${String(move)}`;
}

function fallbackProblem({ haproxy: { ro, fallback } }: Timing): string | null {
  const [opens, knows] = [(ro.fall - 1) * ro.intervalMs, saidMs(fallback)];
  return knows < opens
    ? null
    : `reads fall back ${String(opens)} ms after the last asynchronous replica, but the fallback knows after ${String(knows)}`;
}

function demotedProblem(timing: Timing): string | null {
  const { rwSaid } = trafficWindows(timing);
  return rwSaid < demotedMs
    ? null
    : `a leader that says no stays up for ${String(rwSaid)} ms, and may be a standby after ${String(demotedMs)}`;
}

function budgetProblem(timing: Timing): string | null {
  const { requestsPerSecond } = askedOfPatroni(timing);
  return requestsPerSecond <= patroniBudget
    ? null
    : `each Patroni would be asked ${requestsPerSecond.toFixed(1)} times a second by ${String(timing.databases)} hosts, more than ${String(patroniBudget)}`;
}

function patienceProblem({ haproxy: { rw, ro, fallback, look }, loopWait }: Timing): string | null {
  const longest = Math.max(...[rw, ro, fallback].map(({ timeoutMs }) => timeoutMs));
  const { connectTimeoutMs, lostTimeoutMs } = look;
  if (Math.min(connectTimeoutMs, lostTimeoutMs) < longest)
    return `a look is given up before the check, which waits for ${String(longest)} ms`;
  return Math.max(connectTimeoutMs, lostTimeoutMs) <= 1000 * loopWait
    ? null
    : 'a look at a host that is gone blocks the next one for longer than a round of Patroni';
}

function readsProblem(timing: Timing): string | null {
  const [{ roSaid }, most] = [trafficWindows(timing), 2000 * timing.loopWait];
  return roSaid <= most ? null : `5556 knows after ${String(roSaid)} ms who became synchronous, more than ${String(most)}`;
}
