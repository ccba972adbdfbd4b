import type { Topology } from './types.ts';

/** The topology as JSON text: equal topologies give equal texts, whatever the order of parameters in the file. */
export function topologyJson(topology: Topology): string {
  const parameters = Object.fromEntries(Object.entries(topology.postgres.parameters).sort(([one], [other]) => (one < other ? -1 : 1)));
  return JSON.stringify({ ...topology, postgres: { ...topology.postgres, parameters } }, null, 2);
}
