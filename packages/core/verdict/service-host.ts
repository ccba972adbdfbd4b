import type { NodeStatus } from './node-status.ts';
import type { Observation } from './observation.ts';
import { haproxyOf } from './service-summary.ts';

export type Server = NonNullable<NodeStatus['haproxy']>['servers'][number];

/** One host's HAProxy: where it leads, why, and what its checks of the servers found. */
export interface ServiceHost {
  readonly name: string;
  readonly servers: readonly string[];
  readonly why: string;
  readonly checks: readonly Server[];
}

/** What keeps a host's HAProxy from being judged; null where nothing does. */
export function silence(observations: readonly Observation[], node: string): string | null {
  const observation = observations.find((one) => one.node === node);
  if (observation?.status == null)
    return observation === undefined ? 'it was not asked' : `its agent does not answer: ${observation.problem}`;
  const { haproxy } = observation.status;
  return haproxy?.reachable === true ? null : `its HAProxy does not answer: ${haproxy?.problem ?? 'it has none'}`;
}

export function checksOf(observations: readonly Observation[], node: string, wanted: (server: Server) => boolean): readonly Server[] {
  return (haproxyOf(observations, node)?.servers ?? []).filter(wanted);
}
