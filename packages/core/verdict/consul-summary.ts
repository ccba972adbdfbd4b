import { consulServers, type Topology } from '@tamada/core/topology';
import type { Observation } from './observation.ts';

/** Consul as its servers tell it. `voters` counts those in the raft configuration, `alive` those of them that answer. */
export interface ConsulSummary {
  readonly leader: string | null;
  readonly voters: number;
  readonly alive: number;
  readonly expected: number;
  readonly servers: readonly { readonly name: string; readonly voter: boolean; readonly alive: boolean }[];
}

/** The view of a server that sees a leader, else of any that answers. */
export function consulSummary(topology: Topology, observations: readonly Observation[]): ConsulSummary {
  const expected = consulServers(topology);
  const views = observations.flatMap(({ status }) => (status?.consul?.reachable === true ? [status.consul] : []));
  const view = views.find((candidate) => candidate.leader !== '') ?? views[0];
  const servers = expected.map(({ name }) => {
    const seen = view?.servers.find((server) => server.name === name);
    return { name, voter: seen?.voter ?? false, alive: seen?.alive ?? false };
  });
  return {
    leader: view === undefined || view.leader === '' ? null : view.leader,
    voters: view?.servers.filter((server) => server.voter).length ?? 0,
    alive: servers.filter((server) => server.voter && server.alive).length,
    expected: expected.length,
    servers,
  };
}
