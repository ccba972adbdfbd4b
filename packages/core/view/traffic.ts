import { ports } from '@tamada/core/platform';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import { readBackends, readFrontend, shut, writeBackend, type Fallback } from './haproxy.ts';
import { said, silence } from './look.ts';
import type { HaproxySaid, HaproxyServer } from './node-status.ts';
import { silenceWords, unitRuns, type NodeView } from './nodes.ts';
import { weigh, type Evidence, type Truth } from './truth.ts';

/** Where 5556 leads from one host; no backend where none has a server that is up, or the port takes no connections. */
export interface ReadPath {
  readonly backend: string | null;
  readonly servers: readonly string[];
  readonly fallback: Fallback;
}

/** One host that clients come to, as its own HAProxy tells. */
export interface HostView {
  readonly name: string;
  readonly runs: Truth;
  /** Null while it is silent. */
  readonly haproxy: HaproxySaid | null;
  /** Servers of 5555 that are up, none where the port takes no connections; null where nobody knows. */
  readonly writes: readonly string[] | null;
  readonly reads: ReadPath | null;
}

export interface TrafficView {
  readonly hosts: readonly HostView[];
  /** The one node to which 5555 leads from every host that tells; null where they lead nowhere, to several, or to different ones. */
  readonly leadsTo: string | null;
  /** The furthest that 5556 has fallen back on any host. */
  readonly fallback: Fallback;
}

export const servicePorts = { rw: ports.rw, ro: ports.ro } as const;

export function trafficView(topology: Topology, nodes: readonly NodeView[]): TrafficView {
  const hosts = databaseNodes(topology).map(({ name }) =>
    hostView(
      name,
      nodes.find((node) => node.name === name),
    ),
  );
  const targets = new Set(hosts.flatMap(({ writes }) => (writes === null ? [] : [writes.join(' ')])));
  const [target] = targets;
  return {
    hosts,
    leadsTo: targets.size === 1 && target !== undefined && target !== '' && !target.includes(' ') ? target : null,
    fallback: furthest(hosts.map(({ reads }) => reads?.fallback ?? 'none')),
  };
}

/**
 * Whether a host's HAProxy only counts the yeses of a leader that it will lead to, on purpose: a host that shares the leader's VIP waits, so
 * that clients who connect again do it by the leader's own host.
 */
export function waitsForVip(topology: Topology, haproxy: HaproxySaid, host: string, leader: string): boolean {
  const own = haproxy.servers.find(({ backend, name }) => backend === writeBackend && name === leader);
  return isCounting(own) && vipMovesFirst(topology, host, leader);
}

/** It answers yes, and HAProxy has not counted enough of them yet; nobody set it by hand. */
export function isCounting(
  server: HaproxyServer | undefined,
): server is HaproxyServer & { counting: NonNullable<HaproxyServer['counting']> } {
  return server?.byHand === null && server.state.is === 'down' && server.counting !== null;
}

function vipMovesFirst({ nodes, datacenters }: Topology, host: string, leader: string): boolean {
  const home = (name: string): string | undefined => nodes.find((node) => node.name === name)?.datacenter;
  return host !== leader && home(host) === home(leader) && datacenters.some(({ name, vip }) => name === home(host) && vip !== null);
}

/** Whom new connections reach: nobody by a port that takes none. */
export function serversUp(haproxy: HaproxySaid, backend: string): readonly string[] {
  if (shut(haproxy, backend === writeBackend ? writeBackend : readFrontend) !== null) return [];
  return haproxy.servers.filter((server) => server.backend === backend && server.up).map(({ name }) => name);
}

function hostView(name: string, node: NodeView | undefined): HostView {
  const haproxy = said(node?.status?.haproxy);
  return {
    name,
    haproxy,
    runs: haproxyRuns(node),
    writes: haproxy === null ? null : serversUp(haproxy, writeBackend),
    reads: haproxy === null ? null : readPath(haproxy),
  };
}

function haproxyRuns(node: NodeView | undefined): Truth {
  const status = node?.status ?? null;
  const quiet = silence(status?.haproxy);
  const evidence: Evidence[] = [];
  if (said(status?.haproxy) !== null) evidence.push({ speaksFor: 'yes', weight: 'own', says: 'HAProxy answers' });
  if (quiet?.why === 'refused') evidence.push({ speaksFor: 'no', weight: 'own', says: quiet.problem });
  if (status !== null && unitRuns(status, 'haproxy.service') === false) {
    evidence.push({ speaksFor: 'no', weight: 'own', says: 'its unit is not active' });
  }
  const silent = node?.silence ?? null;
  if (silent !== null) return weigh(evidence, [silenceWords('its agent', silent)]);
  return weigh(evidence, quiet === null ? [] : [silenceWords('its HAProxy', quiet)]);
}

/** The first backend with a server that is up, as HAProxy chooses it. */
function readPath(haproxy: HaproxySaid): ReadPath {
  const used = readBackends.find(({ name }) => serversUp(haproxy, name).length > 0);
  if (used === undefined) return { backend: null, servers: [], fallback: 'none' };
  return { backend: used.name, servers: serversUp(haproxy, used.name), fallback: used.fallback };
}

function furthest(fallbacks: readonly Fallback[]): Fallback {
  return (['leader', 'sync'] as const).find((fallback) => fallbacks.includes(fallback)) ?? 'none';
}
