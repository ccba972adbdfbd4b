import { databaseNodes, type Topology } from '@tamada/core/topology';
import { writeBackend } from './backends.ts';
import { dcsView } from './member-summary.ts';
import type { Observation } from './observation.ts';
import { checksOf, silence, type Server, type ServiceHost } from './service-host.ts';
import { serviceSummary, type WriteService } from './service-summary.ts';

/** Why 5555 leads where it leads. */
export interface WriteReason extends Pick<WriteService, 'port' | 'leadsTo'> {
  readonly service: 'rw';
  /** By the DCS. */
  readonly leader: string | null;
  readonly verdict: string;
  readonly hosts: readonly ServiceHost[];
}

/** From what all nodes say. */
export function whyWrites(topology: Topology, observations: readonly Observation[]): WriteReason {
  const held = dcsView(observations)?.leader ?? '';
  const leader = held === '' ? null : held;
  const { port, leadsTo, perHost } = serviceSummary(topology, observations).rw;
  const hosts = databaseNodes(topology).map(({ name }): ServiceHost => {
    const checks = checksOf(observations, name, ({ backend }) => backend === writeBackend);
    const servers = perHost[name] ?? [];
    return { name, servers, why: silence(observations, name) ?? whyWritesFrom(servers, leader, checks), checks };
  });
  return { service: 'rw', port, leader, leadsTo, verdict: judgeWrites(leader, leadsTo, hosts), hosts };
}

function whyWritesFrom(servers: readonly string[], leader: string | null, checks: readonly Server[]): string {
  const [first] = servers;
  if (servers.length > 1) return `several servers are up, so that HAProxy refuses until one is left: ${servers.join(', ')}`;
  if (first !== undefined && first === leader) return 'the leader by the DCS, and its Patroni answers /primary';
  if (first !== undefined) {
    return leader === null
      ? 'its Patroni answers /primary, though the DCS has no leader: failsafe, or a moment of a failover'
      : `the last checks of it found a leader, by the DCS it is ${leader} now`;
  }
  if (leader === null) return 'the DCS has no leader, and no Patroni answers /primary';
  const own = checks.find(({ name }) => name === leader);
  if (own === undefined) return `HAProxy knows no server ${leader}`;
  return own.byHand === '' ? `${leader} leads, but its check says ${own.check}` : `${leader} leads, but somebody set it ${own.byHand}`;
}

function judgeWrites(leader: string | null, leadsTo: string | null, hosts: readonly ServiceHost[]): string {
  if (leadsTo !== null && leadsTo === leader) return `from every host that answers to ${leadsTo}, the leader`;
  if (leadsTo !== null) return leader === null ? `to ${leadsTo}, without a leader in the DCS` : `to ${leadsTo}, the leader is ${leader}`;
  if (hosts.every(({ servers }) => servers.length === 0))
    return leader === null ? 'nowhere: there is no leader' : `nowhere, the leader is ${leader}`;
  const astray = hosts.filter(({ servers }) => servers.length !== 1 || servers[0] !== leader).map(({ name }) => name);
  return `not the same from every host; not to the leader from ${astray.join(', ')}`;
}
