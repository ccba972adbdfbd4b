import { TamadaError } from '@tamada/core/errors';
import type { Node, Topology } from '@tamada/core/topology';

/** Nodes as the command line names them. */
export interface NodeChoice {
  readonly nodes: readonly string[];
  readonly all: boolean;
}

/** The nodes that were meant, in the topology's order; `usage` for a name that it does not have, and for none at all. */
export function chooseNodes(topology: Topology, { nodes, all }: NodeChoice): readonly Node[] {
  const names = topology.nodes.map((node) => node.name);
  const known = `nodes of cluster.yaml: ${names.join(', ')}`;
  const unknown = nodes.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new TamadaError({ code: 'usage', problem: `cluster.yaml has no node ${unknown.join(', ')}`, next: known });
  if (all && nodes.length > 0)
    throw new TamadaError({ code: 'usage', problem: '--all and names of nodes exclude each other', next: 'give one of the two' });
  if (!all && nodes.length === 0)
    throw new TamadaError({ code: 'usage', problem: 'no node is named', next: `name some, or --all; ${known}` });
  return topology.nodes.filter((node) => all || nodes.includes(node.name));
}
