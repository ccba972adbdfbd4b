import type { Topology } from '@tamada/core/topology';
import { consulSummary, type ConsulSummary } from './consul-summary.ts';
import { memberSummaries, type MemberSummary } from './member-summary.ts';
import { datacenterLosses, type DatacenterLoss } from './datacenter-loss.ts';
import { agentSummaries, type AgentSummary } from './agent-summary.ts';
import type { Certificate } from './certificate.ts';
import { certificateSummaries, type CertificateSummary } from './certificate.ts';
import type { Observation } from './observation.ts';
import { serviceSummary, type Services } from './service-summary.ts';
import { vipSummaries, type VipSummary } from './vip-summary.ts';
import { clusterWarnings } from './warnings.ts';

/** `healthy`: nothing to do. `degraded`: it serves, but something is missing. `down`: nobody takes writes. */
export type Health = 'healthy' | 'degraded' | 'down';

/** The whole cluster at a glance; what `tamada status --json` prints. Times in milliseconds since the epoch, lag in bytes. */
export interface ClusterStatus {
  readonly cluster: string;
  readonly observedAtMs: number;
  readonly health: Health;
  readonly leader: string | null;
  readonly members: readonly MemberSummary[];
  /** By datacentre; those without a VIP are left out. */
  readonly vips: Readonly<Record<string, VipSummary>>;
  readonly services: Services;
  readonly consul: ConsulSummary;
  readonly agents: readonly AgentSummary[];
  readonly certificates: readonly CertificateSummary[];
  /** What the loss of each datacentre would mean now. */
  readonly ifLost: readonly DatacenterLoss[];
  readonly warnings: readonly string[];
}

export interface StatusInput {
  readonly topology: Topology;
  readonly observations: readonly Observation[];
  /** The workspace's own certificates. */
  readonly certificates: readonly Certificate[];
  readonly nowMs: number;
}

/** Puts the nodes' answers together and judges them. */
export function clusterStatus(input: StatusInput): ClusterStatus {
  const { topology, observations, nowMs } = input;
  const consul = consulSummary(topology, observations);
  const members = memberSummaries(topology, observations);
  const parts = {
    consul,
    members,
    leader: members.find((member) => member.state === 'leader' && member.running)?.name ?? null,
    vips: vipSummaries(topology, observations),
    services: serviceSummary(topology, observations),
    agents: agentSummaries(topology, observations),
    certificates: certificateSummaries(observations, input.certificates, nowMs),
    ifLost: datacenterLosses(topology, members, consul),
  };
  const warnings = clusterWarnings(topology, observations, parts);
  const health = parts.leader === null ? 'down' : warnings.length > 0 ? 'degraded' : 'healthy';
  return { cluster: topology.name, observedAtMs: nowMs, health, ...parts, warnings };
}
