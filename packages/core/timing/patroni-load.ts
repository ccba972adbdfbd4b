import { ownRequests, type ServerChecks, type Timing } from './timing.ts';

/** What all programs of the cluster ask of one Patroni. */
export interface PatroniLoad {
  /** The most in a second, whatever state the servers are in: no check asks faster because an answer is bad or missing. */
  readonly requestsPerSecond: number;
  /** The most that is under way at once, whoever gave up waiting: a Patroni that hangs has no more threads for us. */
  readonly atOnce: number;
}

/** The agent asks directly: its node may have no HAProxy yet. */
const agentAtOnce = 1;

export function askedOfPatroni({ databases, haproxy: { rw, ro, fallback }, own }: Timing): PatroniLoad {
  const each = [rw, ro, fallback].map(perSecond).reduce((sum, rate) => sum + rate);
  return { requestsPerSecond: databases * each + ownRequests(own), atOnce: databases + agentAtOnce };
}

function perSecond({ intervalMs }: ServerChecks): number {
  return 1000 / intervalMs;
}
