import type { Timing } from './timing.ts';

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
    name: 'watchdog-margin',
    check: ({ ttl, loopWait, watchdogSafetyMargin }) =>
      ttl - watchdogSafetyMargin - loopWait > 0 ? null : 'no time is left between a round of Patroni and the watchdog',
  },
  {
    name: 'consul-reconnect',
    check: ({ reconnectTimeoutHours }) => (reconnectTimeoutHours >= 8 ? null : 'Consul takes a reconnect timeout of 8 hours at least'),
  },
];

/** All bounds that a set of timings breaks; empty when it is fit. */
export function timingProblems(timing: Timing): readonly string[] {
  return timingBounds.flatMap(({ name, check }) => {
    const problem = check(timing);
    return problem === null ? [] : [`${name}: ${problem}`];
  });
}
