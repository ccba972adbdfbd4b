import * as z from 'zod';

/** What one agent sees of its node. Times in milliseconds since the epoch, LSNs as PostgreSQL writes them (0/3000060). */
export const nodeStatusSchema = z.object({
  cluster: z.string(),
  node: z.string(),
  observedAtMs: z.number(),
  agent: z.object({
    version: z.string(),
    protocol: z.number(),
    activeGeneration: z.number(),
    confirmedGeneration: z.number(),
    digest: z.string(),
    busyWith: z.string(),
    startedAtMs: z.number(),
  }),
  consul: z
    .object({
      reachable: z.boolean(),
      leader: z.string(),
      servers: z.array(z.object({ name: z.string(), address: z.string(), voter: z.boolean(), leader: z.boolean(), alive: z.boolean() })),
      problem: z.string(),
      aclReady: z.boolean(),
      version: z.string(),
    })
    .nullable(),
  member: z
    .object({
      reachable: z.boolean(),
      state: z.string(),
      role: z.string(),
      syncStandby: z.boolean(),
      timeline: z.number(),
      lsn: z.string(),
      receivedLsn: z.string(),
      pendingRestart: z.boolean(),
      paused: z.boolean(),
      replicationState: z.string(),
      version: z.string(),
      serverVersion: z.number(),
      problem: z.string(),
      established: z.boolean(),
      systemId: z.string(),
      /** Who takes WAL from this member, in the words of pg_stat_replication. */
      standbys: z.array(z.object({ name: z.string(), state: z.string(), syncState: z.string() })),
    })
    .nullable(),
  dcs: z
    .object({
      leader: z.string(),
      syncStandbys: z.array(z.string()),
      initialize: z.string(),
      initializePresent: z.boolean(),
      failsafe: z.boolean(),
      members: z.array(z.string()),
      configIndex: z.number(),
      config: z.string(),
    })
    .nullable(),
  units: z.array(
    z.object({
      name: z.string(),
      active: z.string(),
      sub: z.string(),
      enabled: z.boolean(),
      invocationId: z.string(),
      restarts: z.number(),
    }),
  ),
  certificates: z.array(z.object({ name: z.string(), subject: z.string(), notAfterMs: z.number(), fingerprint: z.string() })),
  warnings: z.array(z.string()),
  /** IPv4, on all interfaces but loopback; a VIP is among those of whoever holds it. */
  addresses: z.array(z.string()),
  haproxy: z
    .object({
      reachable: z.boolean(),
      problem: z.string(),
      servers: z.array(
        z.object({
          backend: z.string(),
          name: z.string(),
          up: z.boolean(),
          sessions: z.number(),
          check: z.string(),
          /** What somebody set through the runtime socket; empty for nothing. The address is not among it. */
          byHand: z.string(),
          /** HAProxy's word, as `UP`, `MAINT`, or `DOWN 40/81` while it counts successive yeses. */
          status: z.string(),
          /** Where its connections go, as `10.10.1.1:5432`. */
          address: z.string(),
        }),
      ),
      /** Status in HAProxy's word: `OPEN`, or what keeps it from taking connections. */
      frontends: z.array(z.object({ name: z.string(), status: z.string(), sessions: z.number(), limit: z.number() })),
    })
    .nullable(),
  /** What keepalived would be told now. */
  checks: z.array(
    z.object({
      subject: z.string(),
      /** `yes`, `no`, or empty where the check could not be run: `why` says it then. */
      answer: z.string(),
      asked: z.string(),
      got: z.string(),
      why: z.string(),
      /** How long it has been the answer; negative where nobody knows. */
      sinceMs: z.number(),
      /** How long an answer counts while there is none. */
      holdMs: z.number(),
    }),
  ),
});
export type NodeStatus = Readonly<z.infer<typeof nodeStatusSchema>>;
