import { TamadaError } from '@tamada/core/errors';
import { nodeOf, type Node, type Topology } from '@tamada/core/topology';

/** The topology's node of that name; tasks name no others. */
export function nodeNamed(topology: Topology, name: string): Node {
  const node = nodeOf(topology, name);
  if (node === undefined) throw new TamadaError({ code: 'internal', problem: `${name} is not in the topology` });
  return node;
}
