import type { JsonObject } from '@tamada/core/bundle';
import type { Archive, Backup, Tablespace } from '@tamada/core/backup';
import type { Program } from '@tamada/core/facts';
import type { DelayedSaid, JobDone, JobKind, JobState, Restored } from '@tamada/core/jobs';
import { consulServers, databaseNodes, type Node, type Topology } from '@tamada/core/topology';
import type { NodeStatus, TimerSaid } from '@tamada/core/view';
import type { RpcName } from '@tamada/wire';

/** What the simulated backup host has. */
export interface SimulatedBackups {
  prepared: boolean;
  /** Finished WAL arrives: Patroni's dynamic configuration says so. */
  archiving: boolean;
  readonly backups: Backup[];
  delayed: DelayedSaid['state'];
  readonly archive: Archive;
  readonly jobs: Map<string, JobState>;
  /** Kind → how such jobs end; nothing: well. */
  readonly fails: Map<JobKind, { readonly code: string; readonly problem: string; readonly next: string }>;
  /** Kind → what comes of such a job, where it is not the usual. */
  readonly results: Map<JobKind, Partial<JobDone>>;
  /** Jobs of these kinds do not end by themselves. */
  readonly endless: Set<JobKind>;
  readonly timers: TimerSaid[];
  /** Of every backup. */
  readonly tablespaces: Tablespace[];
  restored: (Restored & { readonly on: string; readonly running: boolean })[];
}

function noBackups(): SimulatedBackups {
  return {
    prepared: false,
    archiving: false,
    backups: [],
    delayed: 'absent',
    archive: { timelines: [] },
    jobs: new Map(),
    fails: new Map(),
    results: new Map(),
    endless: new Set(),
    timers: [],
    tablespaces: [],
    restored: [],
  };
}

interface SimulatedBundle {
  readonly generation: number;
  readonly digest: string;
}

/** What one simulated host has become. */
export interface SimulatedHost {
  readonly node: Node;
  packages: boolean;
  /** Name to end of what was installed. */
  readonly certificates: Map<string, number>;
  active: SimulatedBundle | null;
  confirmed: SimulatedBundle | null;
  trial: NodeStatus['agent']['trial'];
  readonly running: Set<Program>;
  /** Its member ran before. */
  established: boolean;
  fence: number;
  /** When its PostgreSQL was started. */
  startedAtMs: number;
  /** The id of its present boot. */
  boot: string;
  drained: { readonly sinceMs: number; readonly rebootFrom: string | null } | null;
  /** How far a restore of the cluster has come here. */
  restored: { readonly id: string; state: string } | null;
}

/** The id of the nth boot of a host. */
export function bootOf(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
}

/** Six hosts and what they share; every change of it is written down. */
export interface World {
  /** What `cluster.yaml` says now. */
  topology: Topology;
  readonly hosts: ReadonlyMap<string, SimulatedHost>;
  aclReady: boolean;
  leader: string;
  /** The leader and the synchronous standbys are lost: nobody leads, others run. */
  orphaned: boolean;
  /** Automatic failover is off. */
  paused: boolean;
  /** Members whose Patroni has not read yet that it is paused, or no longer. */
  readonly unaware: Set<string>;
  /** Hosts that go down with a reboot and do not come back. */
  readonly lostInReboot: Set<string>;
  /** Sessions from the network, as every PostgreSQL and every HAProxy counts them. */
  sessions: number;
  /** Patroni's synchronous_node_count. */
  syncCount: number;
  /** How Patroni answers a switchover; `loses`: nothing comes of it. */
  readonly switchover: { refusal: string; outcome: 'done' | 'unknown'; loses: boolean };
  /** How Patroni answers a restart; `loses`: nothing comes of it. `commitWaitSeconds`: what the leader's sessions show meanwhile. */
  readonly restart: { refusal: string; outcome: 'done' | 'unknown'; loses: boolean; commitWaitSeconds: number };
  /** An initialize key of a member that died; it looks alive until a Patroni is up again. */
  staleInitialize: boolean;
  lease: { readonly run: string; readonly fence: number } | null;
  fences: number;
  /** Their agents give out lease numbers that nobody else knows. */
  readonly liars: Set<string>;
  /** Their agents end the stream of the lease before they say a number. */
  readonly mute: Set<string>;
  readonly history: { readonly run: string; readonly kind: string; readonly json: string }[];
  /** Parts of Consul's snapshot. */
  snapshot: readonly Buffer[];
  readonly databases: string[];
  /** Patroni's dynamic configuration, without what is simulated by itself; null until somebody compares it. */
  config: JsonObject | null;
  /** In Patroni's dynamic configuration. */
  archiveMode: 'on' | 'off';
  /** Members that wait for a restart. */
  readonly pending: Set<string>;
  /** Nodes on which somebody edited a file. */
  readonly edited: Set<string>;
  /** Nodes whose agents know of no trials. */
  readonly old: Set<string>;
  /** Nodes that cannot go back by themselves. */
  readonly holding: Set<string>;
  /** What another bundle changes is read by Consul at its start only. */
  restartsConsul: boolean;
  /** With which initdb made the cluster. */
  readonly madeWith: { locale: string; encoding: string };
  /** Parameters of PostgreSQL, by name. */
  readonly inForce: Map<string, string>;
  readonly backups: SimulatedBackups;
  readonly changes: string[];
  /** Called before each call that reaches an agent; what it throws is the agent's answer. */
  before: (node: string, call: RpcName) => void;
}

export function makeWorld(topology: Topology): World {
  const host = (node: Node): SimulatedHost => ({
    node,
    packages: false,
    certificates: new Map(),
    active: null,
    confirmed: null,
    trial: null,
    running: new Set(),
    established: false,
    fence: 0,
    startedAtMs: 1000,
    boot: bootOf(1),
    drained: null,
    restored: null,
  });
  return {
    topology,
    hosts: new Map(topology.nodes.map((node) => [node.name, host(node)])),
    aclReady: false,
    leader: '',
    orphaned: false,
    paused: false,
    unaware: new Set(),
    lostInReboot: new Set(),
    sessions: 0,
    syncCount: 2,
    switchover: { refusal: '', outcome: 'done', loses: false },
    restart: { refusal: '', outcome: 'done', loses: false, commitWaitSeconds: 0 },
    staleInitialize: false,
    lease: null,
    fences: 0,
    liars: new Set(),
    mute: new Set(),
    history: [],
    snapshot: [],
    databases: [],
    config: null,
    archiveMode: 'on',
    pending: new Set(),
    edited: new Set(),
    old: new Set(),
    holding: new Set(),
    restartsConsul: false,
    madeWith: { locale: 'C.utf8', encoding: 'UTF8' },
    inForce: new Map(),
    backups: noBackups(),
    changes: [],
    before: () => undefined,
  };
}

/** Consul has a leader as soon as all servers run: the simulation knows no elections. */
export function consulLeader({ topology, hosts }: World): string {
  const servers = consulServers(topology).map(({ name }) => name);
  return servers.every((name) => hosts.get(name)?.running.has('consul') === true) ? (servers[0] ?? '') : '';
}

/** Patroni's first others, in the order of the topology, among those that run. */
export function syncStandbys({ topology, hosts, leader, syncCount }: World): readonly string[] {
  const others = databaseNodes(topology)
    .map(({ name }) => name)
    .filter((name) => name !== leader && hosts.get(name)?.running.has('patroni') === true && hosts.get(name)?.drained === null);
  // The neighbour first: the guarantee comes from the count, as in Patroni.
  return others.slice(0, syncCount);
}
