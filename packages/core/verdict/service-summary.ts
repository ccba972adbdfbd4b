import { ports } from '@tamada/core/platform';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import { readBackends, readFrontend, writeBackend, type Fallback } from './backends.ts';
import { shut } from './frontend.ts';
import type { NodeStatus } from './node-status.ts';
import type { Observation } from './observation.ts';

type Haproxy = NonNullable<NodeStatus['haproxy']>;

/** Where 5555 leads: the servers that are up on each host, none where its HAProxy does not serve, null where nobody knows. */
export interface WriteService {
  readonly port: number;
  /** The one node that all hosts lead to; null where they lead nowhere, to several, or to different ones. */
  readonly leadsTo: string | null;
  readonly perHost: Readonly<Record<string, readonly string[] | null>>;
}

/** Where 5556 leads from one host; no backend where none has a server that is up, or the port takes no connections. */
export interface ReadPath {
  readonly backend: string | null;
  readonly servers: readonly string[];
  readonly fallback: Fallback;
}

export interface ReadService {
  readonly port: number;
  /** The furthest that any host has fallen back. */
  readonly fallback: Fallback;
  /** Null where nobody knows. */
  readonly perHost: Readonly<Record<string, ReadPath | null>>;
}

export interface Services {
  readonly rw: WriteService;
  readonly ro: ReadService;
}

/** Where both services lead, as every host's own HAProxy tells. */
export function serviceSummary(topology: Topology, observations: readonly Observation[]): Services {
  const hosts = databaseNodes(topology).map(({ name }) => ({ name, haproxy: haproxyOf(observations, name) }));
  const writes = hosts.map(({ name, haproxy }) => [name, haproxy === null ? null : serversUp(haproxy, writeBackend)] as const);
  const reads = hosts.map(({ name, haproxy }) => [name, haproxy === null ? null : readPath(haproxy)] as const);
  return {
    rw: { port: ports.rw, leadsTo: commonTarget(hosts, writes), perHost: Object.fromEntries(writes) },
    ro: { port: ports.ro, fallback: furthest(reads.map(([, path]) => path?.fallback ?? 'none')), perHost: Object.fromEntries(reads) },
  };
}

/** What the node's HAProxy tells; null where nobody asked it. */
export function haproxyOf(observations: readonly Observation[], node: string): Haproxy | null {
  return observations.find((observation) => observation.node === node)?.status?.haproxy ?? null;
}

/** Whom new connections reach: nobody by a port that takes none. */
export function serversUp(haproxy: Haproxy | null, backend: string): readonly string[] {
  if (shut(haproxy, backend === writeBackend ? writeBackend : readFrontend) !== null) return [];
  return (haproxy?.servers ?? []).filter((server) => server.backend === backend && server.up).map(({ name }) => name);
}

/** The first backend with a server that is up, as HAProxy chooses it. */
function readPath(haproxy: Haproxy | null): ReadPath {
  const used = readBackends.find(({ name }) => serversUp(haproxy, name).length > 0);
  if (used === undefined) return { backend: null, servers: [], fallback: 'none' };
  return { backend: used.name, servers: serversUp(haproxy, used.name), fallback: used.fallback };
}

function commonTarget(
  hosts: readonly { readonly haproxy: Haproxy | null }[],
  writes: readonly (readonly [string, readonly string[] | null])[],
): string | null {
  const telling = writes.filter((_, index) => hosts[index]?.haproxy?.reachable === true);
  const targets = new Set(telling.map(([, servers]) => servers?.join(' ') ?? ''));
  const [target = ''] = targets;
  return targets.size === 1 && target !== '' && !target.includes(' ') ? target : null;
}

function furthest(fallbacks: readonly Fallback[]): Fallback {
  return (['leader', 'sync'] as const).find((fallback) => fallbacks.includes(fallback)) ?? 'none';
}
