import {
  certificateSummaries,
  clusterFindings,
  describeFinding,
  healthOf,
  type Certificate,
  type CertificateSummary,
  type DescribedFinding,
  type Health,
} from '@tamada/core/findings';
import { clusterView, servicePorts, type ClusterView, type Observation, type Truth, type Unanswered } from '@tamada/core/view';
import type { Fallback, MemberView, ReadPath } from '@tamada/core/view';
import type { Topology } from '@tamada/core/topology';
import { backupSummary, delayedSummary, type BackupSummary, type DelayedSummary } from './backup-summary.ts';
import { datacenterLosses, type DatacenterLoss } from './datacenter-loss.ts';

/** The whole cluster at a glance; what `tamada status --json` prints. Times in milliseconds since the epoch, lag in bytes. */
export interface ClusterStatus {
  readonly cluster: string;
  readonly observedAtMs: number;
  readonly health: Health;
  /** Null where nobody leads, and where nobody knows: `takesWrites` tells them apart. */
  readonly leader: string | null;
  readonly takesWrites: Truth['is'];
  readonly members: readonly MemberSummary[];
  /** By datacentre; those without a VIP are left out. */
  readonly vips: Readonly<Record<string, VipSummary>>;
  readonly services: Services;
  readonly consul: ConsulSummary;
  readonly agents: readonly AgentSummary[];
  readonly certificates: readonly CertificateSummary[];
  /** Null where the topology asks for no backups. */
  readonly backup: BackupSummary | null;
  /** Null where it has no delayed replica. */
  readonly delayed: DelayedSummary | null;
  /** What the loss of each datacentre would mean now. */
  readonly ifLost: readonly DatacenterLoss[];
  /** What an operator should know, the gravest first. */
  readonly findings: readonly DescribedFinding[];
  /** What was asked without an answer. */
  readonly unanswered: readonly Unanswered[];
}

export interface MemberSummary extends Pick<MemberView, 'name' | 'datacenter' | 'state' | 'timeline' | 'lagBytes' | 'replication' | 'lsn'> {
  /** PostgreSQL runs and accepts connections. */
  readonly runs: Truth['is'];
  /** What that was judged by. */
  readonly evidence: readonly string[];
  /** Its Patroni answered its agent. */
  readonly answers: boolean;
  readonly pendingRestart: boolean;
}

export interface VipSummary {
  readonly address: string;
  /** The one node that holds it; null for none and for several. */
  readonly holder: string | null;
  readonly holders: readonly string[];
}

export interface Services {
  readonly rw: {
    readonly port: number;
    /** The one node that all hosts lead to; null where they lead nowhere, to several, or to different ones. */
    readonly leadsTo: string | null;
    /** Servers that are up; null where nobody knows. */
    readonly perHost: Readonly<Record<string, readonly string[] | null>>;
  };
  readonly ro: {
    readonly port: number;
    /** The furthest that any host has fallen back. */
    readonly fallback: Fallback;
    /** Null where nobody knows. */
    readonly perHost: Readonly<Record<string, ReadPath | null>>;
  };
}

/** `voters` counts those in the raft configuration, null where nobody tells; `alive` those of the topology that vote and are known to live. */
export interface ConsulSummary {
  readonly led: Truth['is'];
  readonly leader: string | null;
  readonly voters: number | null;
  readonly alive: number;
  readonly expected: number;
  readonly servers: readonly { readonly name: string; readonly voter: Truth['is']; readonly alive: Truth['is'] }[];
}

/** One node's agent. Generations count from 1; null means that no bundle has been applied, or that nobody knows. */
export interface AgentSummary {
  readonly name: string;
  readonly datacenter: string;
  readonly role: string;
  readonly answers: boolean;
  readonly version: string | null;
  readonly generation: number | null;
  /** The last apply was finished. */
  readonly converged: boolean | null;
  readonly busyWith: string | null;
  readonly problem: string | null;
}

export interface StatusInput {
  readonly topology: Topology;
  readonly observations: readonly Observation[];
  /** The workspace's own certificates. */
  readonly certificates: readonly Certificate[];
  readonly nowMs: number;
}

/** Puts the nodes' answers together and judges them. */
export function clusterStatus({ topology, observations, certificates: own, nowMs }: StatusInput): ClusterStatus {
  const view = clusterView(topology, observations);
  const certificates = certificateSummaries(view.nodes, own, nowMs);
  const findings = clusterFindings({ view, certificates });
  return {
    cluster: topology.name,
    observedAtMs: nowMs,
    health: healthOf(view, findings),
    leader: view.leader.name,
    takesWrites: view.takesWrites.is,
    members: view.members.map(memberSummary),
    vips: Object.fromEntries(
      view.vips.map(({ datacenter, address, holders }) => [
        datacenter,
        { address, holder: holders.length === 1 ? (holders[0] ?? null) : null, holders },
      ]),
    ),
    services: services(view),
    consul: consulSummary(view),
    agents: view.nodes.map(agentSummary),
    certificates,
    backup: backupSummary(view),
    delayed: delayedSummary(view),
    ifLost: datacenterLosses(view),
    findings: findings.map(describeFinding),
    unanswered: view.unanswered,
  };
}

function memberSummary(member: MemberView): MemberSummary {
  const { name, datacenter, state, runs, own, timeline, lagBytes, replication, lsn } = member;
  return {
    name,
    datacenter,
    state,
    runs: runs.is,
    evidence: runs.evidence,
    answers: own !== null,
    timeline,
    lagBytes,
    replication,
    lsn,
    pendingRestart: own?.pendingRestart === true,
  };
}

function services({ traffic: { hosts, leadsTo, fallback } }: ClusterView): Services {
  return {
    rw: { port: servicePorts.rw, leadsTo, perHost: Object.fromEntries(hosts.map(({ name, writes }) => [name, writes])) },
    ro: { port: servicePorts.ro, fallback, perHost: Object.fromEntries(hosts.map(({ name, reads }) => [name, reads])) },
  };
}

function consulSummary({ consul: { led, leader, servers, voters } }: ClusterView): ConsulSummary {
  return {
    led: led.is,
    leader,
    voters,
    alive: servers.filter(({ voter, alive }) => voter.is === 'yes' && alive.is === 'yes').length,
    expected: servers.length,
    servers: servers.map(({ name, voter, alive }) => ({ name, voter: voter.is, alive: alive.is })),
  };
}

function agentSummary({ name, datacenter, role, status, silence }: ClusterView['nodes'][number]): AgentSummary {
  const base = { name, datacenter, role };
  if (status === null) {
    return { ...base, answers: false, version: null, generation: null, converged: null, busyWith: null, problem: silence.problem };
  }
  const { version, activeGeneration, confirmedGeneration, busyWith } = status.agent;
  const converged = activeGeneration === confirmedGeneration;
  return { ...base, answers: true, version, generation: activeGeneration, converged, busyWith, problem: null };
}
