import * as z from 'zod';
import { jobStateSchema } from '../jobs/index.ts';
import { archiverSaidSchema, backupSaidFields } from './backup-said.ts';
import { absent, look } from './look.ts';
import {
  checkBasis,
  checkResult,
  frontendState,
  patroniRole,
  patroniState,
  postmasterState,
  replicationState,
  serverState,
  syncState,
  unitState,
  walSenderState,
} from './words.ts';

/** A member of the database cluster, in the words of its own Patroni (`GET /patroni`). */
const memberSaid = z.object({
  state: patroniState.schema,
  /** Null while Patroni names none. */
  role: absent(patroniRole.schema),
  syncStandby: z.boolean(),
  timeline: absent(z.number()),
  /** Written (leader) or replayed (replica). */
  lsn: absent(z.string()),
  receivedLsn: absent(z.string()),
  pendingRestart: z.boolean(),
  paused: z.boolean(),
  /** How a replica gets its WAL; null for not at all, and always before Patroni 3.1. */
  replication: absent(replicationState.schema),
  version: absent(z.string()),
  /** PostgreSQL's, as 150018. */
  serverVersion: absent(z.number()),
  systemId: absent(z.string()),
  /** Who takes WAL from this member (pg_stat_replication). */
  standbys: z.array(z.object({ name: z.string(), state: walSenderState.schema, sync: absent(syncState.schema) })),
  /** When its PostgreSQL was started, by the node's clock; null while it does not answer. */
  startedAtMs: absent(z.number()),
});

/** The node's own Consul server. What needs a token or a majority has a look of its own. */
const consulSaid = z.object({
  /** The raft leader that this server knows of; null for none. Its node's name is known only where a token works. */
  leader: absent(z.object({ address: z.string(), name: absent(z.string()) })),
  /** The raft configuration. `alive` is gossip's word, null where gossip was not told. */
  servers: look(
    z.array(z.object({ name: z.string(), address: z.string(), voter: z.boolean(), leader: z.boolean(), alive: absent(z.boolean()) })),
  ),
  /** Whether the agent's own token works; null where nobody knows. */
  tokenWorks: absent(z.boolean()),
  version: absent(z.string()),
});

/** Patroni's keys in Consul, as this node's Consul tells them. */
const dcsSaid = z.object({
  /** Read through the raft leader: what the majority knows now. False: this server's own copy, which may be old. */
  fresh: z.boolean(),
  /** Who holds the leader key, and the Consul session that keeps it; null where there is no such key. */
  leader: absent(z.object({ name: z.string(), session: absent(z.string()) })),
  syncStandbys: z.array(z.string()),
  /** Null where there is no such key; `systemId` null where the key holds none. */
  initialize: absent(z.object({ systemId: absent(z.string()) })),
  failsafe: z.boolean(),
  /** A member's own key lives as long as its session; state and role are what its Patroni wrote last. */
  members: z.array(
    z.object({
      name: z.string(),
      session: absent(z.string()),
      state: absent(patroniState.schema),
      role: absent(patroniRole.schema),
      timeline: absent(z.number()),
      lsn: absent(z.string()),
    }),
  ),
  /** How far the leader was when it last said so, at least once in a round of Patroni's; it stays when the leader is lost. */
  lastLsn: absent(z.string()),
  /** Patroni's dynamic configuration as JSON, and Consul's ModifyIndex of it. */
  config: absent(z.object({ index: z.number(), json: z.string() })),
});

const haproxySaid = z.object({
  servers: z.array(
    z.object({
      backend: z.string(),
      name: z.string(),
      state: serverState.schema,
      /** While HAProxy counts answers in a row that would change the state: `UP 2/3`, `DOWN 40/81`. */
      counting: absent(z.object({ counted: z.number(), wanted: z.number() })),
      /** Takes new connections: up or unchecked, and not weightless. */
      up: z.boolean(),
      sessions: z.number(),
      check: checkResult.schema,
      /** What somebody set through the runtime socket; null for nothing. The address is not among it. */
      byHand: absent(z.string()),
      /** Where its connections go, as `10.10.1.1:5432`; null where HAProxy does not tell. */
      address: absent(z.string()),
    }),
  ),
  frontends: z.array(z.object({ name: z.string(), state: frontendState.schema, sessions: z.number(), limit: z.number() })),
});

const checkSaid = z.object({
  answer: z.enum(['yes', 'no']),
  asked: z.string(),
  got: z.string(),
  basis: checkBasis.schema,
  /** How long it has been the answer; null where nobody knows. */
  sinceMs: absent(z.number()),
  /** How long an answer counts while there is none. */
  holdMs: z.number(),
});

const backupSaidSchema = z.object({ ...backupSaidFields, jobs: z.array(jobStateSchema) });

/**
 * What one agent sees of its node. Times in milliseconds since the epoch, LSNs as PostgreSQL writes them (0/3000060). Null is "there is
 * none" or "this role has no such program"; what was asked without an answer is a silent look, never an empty text and never 0.
 */
export const nodeStatusSchema = z.object({
  cluster: z.string(),
  node: z.string(),
  /** When the look began; several callers may share one. */
  observedAtMs: z.number(),
  agent: z.object({
    version: z.string(),
    protocol: z.number(),
    /** The last bundle that was begun; null where none ever was. */
    activeGeneration: absent(z.number()),
    /** The last that was finished, and confirmed where it was on trial. */
    confirmedGeneration: absent(z.number()),
    digest: absent(z.string()),
    /** What the exclusive runner does now; null at rest. */
    busyWith: absent(z.string()),
    startedAtMs: z.number(),
    /** The journal says that the member ran before: its data directory is the cluster's. False where the role has no member. */
    memberEstablished: z.boolean(),
    /** Null where nothing was tried since the last confirmed bundle. `held`: it cannot go back by itself. `untilMs`: by the node's clock. */
    trial: absent(
      z.object({
        generation: z.number(),
        backTo: z.number(),
        state: z.enum(['armed', 'held', 'reverted']),
        untilMs: z.number(),
        problem: z.string(),
      }),
    ),
    /** The kernel's id of this boot of the host; null where the agent does not tell. */
    boot: absent(z.string()),
    /** Null while the host is not drained. `rebootFrom`: the boot out of which it is to be rebooted; null where it is only drained. */
    drained: absent(z.object({ sinceMs: z.number(), rebootFrom: absent(z.string()) })),
  }),
  consul: absent(look(consulSaid)),
  dcs: absent(look(dcsSaid)),
  member: absent(look(memberSaid)),
  /**
   * PostgreSQL's first process by its pid file and the process list: evidence while Patroni is silent. `alive` false: no pid file, or its
   * process is gone. `state` is what the file says.
   */
  postmaster: absent(look(z.object({ alive: z.boolean(), state: absent(postmasterState.schema) }))),
  haproxy: absent(look(haproxySaid)),
  /** The units of the role's programs, as systemd tells them. `sub` is for people. */
  units: look(
    z.array(
      z.object({
        name: z.string(),
        state: unitState.schema,
        sub: z.string(),
        enabled: z.boolean(),
        invocationId: absent(z.string()),
        restarts: z.number(),
      }),
    ),
  ),
  /** What keepalived would be told now; a check that is not configured is left out. */
  checks: z.array(z.object({ subject: z.enum(['leader', 'haproxy']), look: look(checkSaid) })),
  /** The node's certificates. One that cannot be read has a problem and no date. */
  certificates: look(
    z.array(
      z.object({
        name: z.string(),
        subject: absent(z.string()),
        notAfterMs: absent(z.number()),
        fingerprint: absent(z.string()),
        problem: absent(z.string()),
      }),
    ),
  ),
  /** IPv4, on all interfaces but loopback; a VIP is among those of whoever holds it. */
  addresses: z.array(z.string()),
  /** On the backup host, where backups are asked for. `jobs`: those that have not ended. */
  backup: absent(look(backupSaidSchema)),
  /** On database hosts, where a backup host stands. */
  archiver: absent(look(archiverSaidSchema)),
});

export type NodeStatus = Readonly<z.infer<typeof nodeStatusSchema>>;
export type CertificateSaid = Extract<NodeStatus['certificates'], { answer: 'said' }>['said'][number];
export type MemberSaid = Readonly<z.infer<typeof memberSaid>>;
export type ConsulSaid = Readonly<z.infer<typeof consulSaid>>;
export type DcsSaid = Readonly<z.infer<typeof dcsSaid>>;
export type HaproxySaid = Readonly<z.infer<typeof haproxySaid>>;
export type HaproxyServer = HaproxySaid['servers'][number];
export type BackupSaid = Readonly<z.infer<typeof backupSaidSchema>>;
export type CheckSaid = Readonly<z.infer<typeof checkSaid>>;
