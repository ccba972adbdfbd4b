import {
  isCounting,
  servicePorts,
  waitsForVip,
  writeBackend,
  type ClusterView,
  type HaproxyServer,
  type HostView,
} from '@tamada/core/view';
import { checksOf, closed, nobodyTells, quiet, type ServiceHost } from './service-host.ts';

/** Why 5555 leads where it leads. */
export interface WriteReason {
  readonly service: 'rw';
  readonly port: number;
  readonly leadsTo: string | null;
  /** Null where nobody leads, and where nobody knows. */
  readonly leader: string | null;
  readonly verdict: string;
  readonly hosts: readonly ServiceHost[];
}

export function whyWrites(view: ClusterView): WriteReason {
  const { leadsTo } = view.traffic;
  const port = servicePorts.rw;
  const hosts = view.traffic.hosts.map((host): ServiceHost => {
    const checks = checksOf(view, host, ({ backend }) => backend === writeBackend);
    const why = quiet(view, host) ?? closed(host, writeBackend, port) ?? whyWritesFrom(view, host, checks);
    return { name: host.name, servers: host.writes, why, checks };
  });
  return { service: 'rw', port, leader: view.leader.name, leadsTo, verdict: judgeWrites(view, hosts), hosts };
}

function whyWritesFrom({ topology, leader: led }: ClusterView, host: HostView, checks: readonly HaproxyServer[]): string {
  const { name: leader } = led;
  const servers = host.writes ?? [];
  const [first] = servers;
  if (servers.length > 1) return `several servers are up, so that HAProxy refuses until one is left: ${servers.join(', ')}`;
  const moved = checks.find(({ name, byHand }) => name === first && byHand !== null);
  if (moved !== undefined) return `its check says ${moved.check.text}, but somebody set it: ${moved.byHand ?? ''}`;
  if (first !== undefined && first === leader) return whyStill(checks.find(({ name }) => name === first));
  if (first !== undefined) {
    if (led.is === 'unknown') return 'its Patroni answers /primary; nobody knows of a leader';
    return leader === null
      ? 'its Patroni answers /primary, though the DCS has no leader: failsafe, or a moment of a failover'
      : `the last checks of it found a leader, by the DCS it is ${leader} now`;
  }
  if (leader === null) return `${led.is === 'no' ? 'the DCS has no leader' : 'nobody knows of a leader'}, and no Patroni answers /primary`;
  const own = checks.find(({ name }) => name === leader);
  if (own === undefined) return `HAProxy knows no server ${leader}`;
  if (own.byHand !== null) return `${leader} leads, but somebody set it: ${own.byHand}`;
  return whyNot(own, host.haproxy !== null && waitsForVip(topology, host.haproxy, host.name, leader));
}

/** A server that fails its checks counts as up for some of them: what it said last may be out of date. */
function whyStill(server: HaproxyServer | undefined): string {
  return server?.state.is === 'up' && server.counting !== null
    ? `the leader by the DCS, which fails its checks (${server.check.text}): HAProxy still counts it as ${server.state.text}, and gives it up soon`
    : 'the leader by the DCS, and its Patroni answers /primary';
}

/** Why HAProxy does not lead to the leader, though nobody set it. */
function whyNot(server: HaproxyServer, vipFirst: boolean): string {
  const { name, check, state } = server;
  if (isCounting(server)) {
    const { counted, wanted } = server.counting;
    const why = vipFirst ? `: it waits on purpose, so that the VIP moves to ${name} first` : '';
    return `${name} leads and answers yes (${check.text}); HAProxy here has counted ${String(counted)} of the ${String(wanted)} yeses in a row that it needs${why}`;
  }
  if (check.is === 'yes') return `${name} leads and answers yes (${check.text}), but HAProxy here calls it ${state.text}`;
  return `${name} leads, but its check says ${check.text}`;
}

function judgeWrites({ leader: led, traffic: { leadsTo } }: ClusterView, hosts: readonly ServiceHost[]): string {
  const { name: leader } = led;
  const nobody = led.is === 'no' ? 'there is no leader' : 'nobody knows of a leader';
  if (leadsTo !== null && leadsTo === leader) return `from every host that answers to ${leadsTo}, the leader`;
  if (leadsTo !== null) {
    if (leader !== null) return `to ${leadsTo}, the leader is ${leader}`;
    return led.is === 'no' ? `to ${leadsTo}, without a leader in the DCS` : `to ${leadsTo}; ${nobody}`;
  }
  const known = hosts.filter(({ servers }) => servers !== null);
  if (known.length === 0) return nobodyTells;
  if (known.every(({ servers }) => servers?.length === 0))
    return leader === null ? `nowhere: ${nobody}` : `nowhere, the leader is ${leader}`;
  const astray = known.filter(({ servers }) => servers?.length !== 1 || servers[0] !== leader).map(({ name }) => name);
  return `to different places: not to the leader from ${astray.join(', ')}`;
}
