import { synchronousNodeCount, type Topology } from '@tamada/core/topology';
import type { AgentSummary } from './agent-summary.ts';
import type { CertificateSummary } from './certificate.ts';
import type { ConsulSummary } from './consul-summary.ts';
import type { DatacenterLoss } from './datacenter-loss.ts';
import { saysLeader, type MemberSummary } from './member-summary.ts';
import type { Observation } from './observation.ts';
import { trafficRules, type TrafficParts } from './traffic-warnings.ts';

interface Parts extends TrafficParts {
  readonly consul: ConsulSummary;
  readonly members: readonly MemberSummary[];
  readonly agents: readonly AgentSummary[];
  readonly certificates: readonly CertificateSummary[];
  readonly ifLost: readonly DatacenterLoss[];
}

type Rule = (topology: Topology, parts: Parts, observations: readonly Observation[]) => readonly string[];

const rules: readonly Rule[] = [
  datacentersAnswer,
  agentsAnswer,
  agentsConverged,
  consulHasLeader,
  consulVoters,
  oneLeader,
  membersRun,
  membersReplicate,
  ...trafficRules,
  synchronousGuarantee,
  pendingRestarts,
  paused,
  certificatesEnd,
  reported,
];

/** Everything that an operator should know, the gravest first. */
export function clusterWarnings(topology: Topology, observations: readonly Observation[], parts: Parts): readonly string[] {
  return rules.flatMap((rule) => rule(topology, parts, observations));
}

/** Several hosts of one datacentre that are silent at once have one cause, which may lie on the way. */
function datacentersAnswer(topology: Topology, { agents }: Parts): readonly string[] {
  return topology.datacenters.flatMap(({ name }) => {
    const own = agents.filter(({ datacenter }) => datacenter === name);
    return own.length > 1 && own.every(({ answers }) => !answers)
      ? [`${name}: none of its ${String(own.length)} hosts answers: they are off, or the datacentre is cut off from here`]
      : [];
  });
}

function agentsAnswer(_topology: Topology, { agents }: Parts): readonly string[] {
  return agents.filter((agent) => !agent.answers).map((agent) => `${agent.name}: the agent does not answer: ${agent.problem ?? 'unknown'}`);
}

function agentsConverged(_topology: Topology, { agents }: Parts): readonly string[] {
  const generations = agents.flatMap(({ generation }) => (generation === null ? [] : [generation]));
  const newest = Math.max(0, ...generations);
  return agents.flatMap(({ name, generation, converged }) => {
    if (generation === null) return [];
    if (generation < newest) return [`${name}: has generation ${String(generation)}, the newest is ${String(newest)}`];
    return converged === false ? [`${name}: generation ${String(generation)} was begun and not finished`] : [];
  });
}

function consulHasLeader(_topology: Topology, { consul }: Parts): readonly string[] {
  return consul.leader === null ? ['Consul has no leader that an agent can see'] : [];
}

function consulVoters(_topology: Topology, { consul }: Parts): readonly string[] {
  if (consul.leader === null) return [];
  const missing = consul.servers.filter((server) => !server.voter).map((server) => `${server.name} is no voter`);
  const dead = consul.servers.filter((server) => server.voter && !server.alive).map((server) => `${server.name} is down`);
  return [...missing, ...dead].map((problem) => `Consul: ${problem}`);
}

function oneLeader(_topology: Topology, { leader }: Parts, observations: readonly Observation[]): readonly string[] {
  const claimants = observations.filter(({ status }) => status?.member != null && status.member.reachable && saysLeader(status.member));
  if (claimants.length > 1) return [`more than one member says it is the leader: ${claimants.map(({ node }) => node).join(', ')}`];
  return leader === null ? ['there is no leader: nobody takes writes'] : [];
}

function membersRun(_topology: Topology, { members, agents }: Parts): readonly string[] {
  const silent = new Set(agents.filter((agent) => !agent.answers).map((agent) => agent.name));
  return members
    .filter((member) => !member.running && !silent.has(member.name))
    .map(({ name, note }) => `${name}: PostgreSQL is not running: ${note}`);
}

function membersReplicate(_topology: Topology, { members, leader }: Parts, observations: readonly Observation[]): readonly string[] {
  const leaderTells = observations.some(({ node, status }) => node === leader && status?.member?.reachable === true);
  const timeline = members.find((member) => member.name === leader)?.timeline ?? null;
  return members.flatMap((member) => {
    if (leader === null || !member.running || member.state === 'leader' || member.timeline === null) return [];
    if (timeline !== null && member.timeline !== timeline) {
      return [`${member.name}: is on timeline ${String(member.timeline)}, the leader on ${String(timeline)}`];
    }
    // Older Patronis leave it to the leader's list of standbys: while nobody can read that, nothing is known.
    if (member.replication === null && !leaderTells) return [];
    return member.replication === 'streaming' ? [] : [`${member.name}: does not stream (${member.replication ?? 'no WAL receiver'})`];
  });
}

function synchronousGuarantee(topology: Topology, { members, leader }: Parts): readonly string[] {
  const home = members.find((member) => member.name === leader);
  if (home === undefined || topology.synchronous.guarantee === 'off') return [];
  const standbys = members.filter((member) => member.state === 'sync_standby' && member.running);
  const wanted = synchronousNodeCount(topology);
  if (topology.synchronous.guarantee === 'datacenter' && !standbys.some((member) => member.datacenter !== home.datacenter)) {
    return [`no sync standby outside ${home.datacenter}: losing that datacentre could lose acknowledged rows`];
  }
  return standbys.length < wanted ? [`${String(standbys.length)} of ${String(wanted)} sync standbys`] : [];
}

function pendingRestarts(_topology: Topology, { members }: Parts): readonly string[] {
  return members.filter((member) => member.pendingRestart).map(({ name }) => `${name}: a changed parameter waits for a restart`);
}

function paused(_topology: Topology, _parts: Parts, observations: readonly Observation[]): readonly string[] {
  const some = observations.some(({ status }) => status?.member?.paused === true);
  return some ? ['Patroni is paused: there is no automatic failover'] : [];
}

function certificatesEnd(_topology: Topology, { certificates }: Parts): readonly string[] {
  return certificates.flatMap(({ node, name, state, daysLeft }) => {
    if (state === 'valid') return [];
    const what = node === null ? `the workspace's certificate ${name}` : `${node}: the certificate ${name}`;
    const remedy = node === null ? 'docs/certificates.md says how to renew it' : `renew: tamada enroll --renew ${node}`;
    return [
      state === 'ended' ? `${what} has ended; ${remedy}` : `${what} ends in ${String(daysLeft)} day${daysLeft === 1 ? '' : 's'}; ${remedy}`,
    ];
  });
}

function reported(_topology: Topology, _parts: Parts, observations: readonly Observation[]): readonly string[] {
  return observations.flatMap(({ node, status }) => (status?.warnings ?? []).map((warning) => `${node}: ${warning}`));
}
