import type { Topology } from '@tamada/core/topology';
import type { OperationContext } from '../cli/context.ts';
import { openConnections, type Connections } from '../connections/index.ts';
import { loadTopologyFile } from '../workspace/topology-file.ts';

/** A workspace's topology and connections to its agents. */
export interface Reach {
  readonly context: OperationContext;
  readonly topology: Topology;
  readonly connections: Connections;
}

/** Opens what an operation works through, and closes it afterwards. Before a change, warnings of the topology count: they are said. */
export async function withReach<T>(context: OperationContext, work: (reach: Reach) => Promise<T>): Promise<T> {
  const { topology, warnings } = await loadTopologyFile(context);
  warnings.forEach(context.say);
  const connections = await openConnections(context, topology);
  try {
    return await work({ context, topology, connections });
  } finally {
    connections.close();
  }
}
