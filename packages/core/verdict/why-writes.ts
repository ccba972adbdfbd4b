import { databaseNodes, type Topology } from '@tamada/core/topology';
import { writeBackend } from './backends.ts';
import { dcsView } from './member-summary.ts';
import type { Observation } from './observation.ts';
import type { Server } from './by-hand.ts';
import { checksOf, closed, nobodyTells, silence, type ServiceHost } from './service-host.ts';
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
    const checks = checksOf(topology, observations, name, ({ backend }) => backend === writeBackend);
    const servers = perHost[name] ?? null;
    const why =
      silence(observations, name) ??
      closed(observations, name, writeBackend, port) ??
      whyWritesFrom(servers ?? [], leader, checks, leader !== null && vipMovesFirst(topology, name, leader));
    return { name, servers, why, checks };
  });
  return { service: 'rw', port, leader, leadsTo, verdict: judgeWrites(leader, leadsTo, hosts), hosts };
}

/** A host that shares the leader's VIP waits, so that clients who connect again do it by the leader's own host. */
export function vipMovesFirst({ nodes, datacenters }: Topology, host: string, leader: string): boolean {
  const home = (name: string): string | undefined => nodes.find((node) => node.name === name)?.datacenter;
  return host !== leader && home(host) === home(leader) && datacenters.some(({ name, vip }) => name === home(host) && vip !== null);
}

function whyWritesFrom(servers: readonly string[], leader: string | null, checks: readonly Server[], vipFirst: boolean): string {
  const [first] = servers;
  if (servers.length > 1) return `several servers are up, so that HAProxy refuses until one is left: ${servers.join(', ')}`;
  const moved = checks.find(({ name, byHand }) => name === first && byHand !== '');
  if (moved !== undefined) return `its check says ${moved.check}, but somebody set it: ${moved.byHand}`;
  if (first !== undefined && first === leader) return whyStill(checks.find(({ name }) => name === first));
  if (first !== undefined) {
    return leader === null
      ? 'its Patroni answers /primary, though the DCS has no leader: failsafe, or a moment of a failover'
      : `the last checks of it found a leader, by the DCS it is ${leader} now`;
  }
  if (leader === null) return 'the DCS has no leader, and no Patroni answers /primary';
  const own = checks.find(({ name }) => name === leader);
  if (own === undefined) return `HAProxy knows no server ${leader}`;
  return own.byHand === '' ? whyNot(own, vipFirst) : `${leader} leads, but somebody set it: ${own.byHand}`;
}

/** A server that fails its checks counts as up for some of them: what it said last is no answer of now. */
function whyStill(server: Server | undefined): string {
  const failing = server !== undefined && /^UP \d+\/\d+$/.test(server.status);
  return failing
    ? `the leader by the DCS, which fails its checks (${server.check}): HAProxy still counts it as ${server.status}, and gives it up soon`
    : 'the leader by the DCS, and its Patroni answers /primary';
}

/** Whether HAProxy only counts the yeses of a leader that it will lead to. */
export function counts(server: Server | undefined): boolean {
  return server?.byHand === '' && counting.test(server.status);
}

const counting = /^DOWN (\d+)\/(\d+)$/;

/** Why HAProxy does not lead to the leader, though nobody set it. */
function whyNot({ name, check, status }: Server, vipFirst: boolean): string {
  const [, counted, wanted] = counting.exec(status) ?? [];
  if (counted !== undefined && wanted !== undefined) {
    const why = vipFirst ? `: it waits on purpose, so that the VIP moves to ${name} first` : '';
    return `${name} leads and answers yes (${check}); HAProxy here has counted ${counted} of the ${wanted} yeses in a row that it needs${why}`;
  }
  // An agent of an earlier version tells of no status.
  if (check.startsWith('L7OK') && status !== '') return `${name} leads and answers yes (${check}), but HAProxy here calls it ${status}`;
  return `${name} leads, but its check says ${check}`;
}

function judgeWrites(leader: string | null, leadsTo: string | null, hosts: readonly ServiceHost[]): string {
  if (leadsTo !== null && leadsTo === leader) return `from every host that answers to ${leadsTo}, the leader`;
  if (leadsTo !== null) return leader === null ? `to ${leadsTo}, without a leader in the DCS` : `to ${leadsTo}, the leader is ${leader}`;
  const known = hosts.filter(({ servers }) => servers !== null);
  if (known.length === 0) return nobodyTells;
  if (known.every(({ servers }) => servers?.length === 0))
    return leader === null ? 'nowhere: there is no leader' : `nowhere, the leader is ${leader}`;
  const astray = known.filter(({ servers }) => servers?.length !== 1 || servers[0] !== leader).map(({ name }) => name);
  return `to different places: not to the leader from ${astray.join(', ')}`;
}
