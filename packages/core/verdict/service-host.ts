import type { Topology } from '@tamada/core/topology';
import { serverByHand, type Server } from './by-hand.ts';
import { shut } from './frontend.ts';
import type { Observation } from './observation.ts';
import { haproxyOf } from './service-summary.ts';

/** One host's HAProxy: where it leads, why, and what its checks of the servers found. */
export interface ServiceHost {
  readonly name: string;
  /** Null where nobody knows. */
  readonly servers: readonly string[] | null;
  readonly why: string;
  readonly checks: readonly Server[];
}

/** The verdict while no host's agent tells: unknown is not nowhere. */
export const nobodyTells = 'nobody knows where: no agent of its hosts answers';

/** What keeps a host's HAProxy from being judged; null where nothing does. */
export function silence(observations: readonly Observation[], node: string): string | null {
  const observation = observations.find((one) => one.node === node);
  if (observation?.status == null)
    return observation === undefined ? 'it was not asked' : `its agent does not answer: ${observation.problem}`;
  const { haproxy } = observation.status;
  return haproxy?.reachable === true ? null : `its HAProxy does not answer: ${haproxy?.problem ?? 'it has none'}`;
}

/** Why the host's port takes no connections; null where it does. */
export function closed(observations: readonly Observation[], node: string, frontend: string, port: number): string | null {
  const why = shut(haproxyOf(observations, node), frontend);
  if (why === null) return null;
  return `its HAProxy takes no connections on ${String(port)}: ${why.byHand ? `somebody set ${frontend} there: ` : ''}${why.words}`;
}

/** Servers with all that was set on them by hand, their addresses too. */
export function checksOf(
  topology: Topology,
  observations: readonly Observation[],
  node: string,
  wanted: (server: Server) => boolean,
): readonly Server[] {
  const servers = haproxyOf(observations, node)?.servers ?? [];
  return servers.filter(wanted).map((server) => ({ ...server, byHand: serverByHand(topology, server) }));
}
