import type { Topology } from '@tamada/core/topology';
import type { OperationContext } from '../cli/context.ts';
import { openConnections, type Connections } from '../connections/index.ts';
import { loadTopology } from '../workspace/topology-file.ts';

/** A workspace's topology and connections to its agents. */
export interface Reach {
  readonly context: OperationContext;
  readonly topology: Topology;
  readonly connections: Connections;
}

/** Opens what an operation works through, and closes it afterwards. */
export async function withReach<T>(context: OperationContext, work: (reach: Reach) => Promise<T>): Promise<T> {
  const topology = await loadTopology(context);
  const connections = await openConnections(context, topology);
  try {
    return await work({ context, topology, connections });
  } finally {
    connections.close();
  }
}
