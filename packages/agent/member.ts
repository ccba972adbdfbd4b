/** What the agent can learn of the node's PostgreSQL member without changing anything. */
export interface Member {
  /** The member's system id once it runs (Patroni says running, or PostgreSQL answers); null while it does not. Never throws. */
  readonly runs: () => Promise<{ readonly systemId: string } | null>;
}
