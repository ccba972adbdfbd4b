import type { Topology } from '@tamada/core/topology';
import { clientCredentials } from '@tamada/wire';
import type { OperationContext } from '../cli/context.ts';
import { type Connections, makeConnections } from './connections.ts';
import { loadTopologyFile } from '../workspace/topology-file.ts';
import { loadAdminIdentity } from '../workspace/credentials.ts';

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

/** Connections to the topology's agents with the workspace's own certificate. To be closed. */
export async function openConnections(context: OperationContext, topology: Topology): Promise<Connections> {
  const credentials = clientCredentials(await loadAdminIdentity(context));
  return makeConnections({ topology, credentials, signal: context.signal });
}
