import type { Topology } from '@tamada/core/topology';
import { clientCredentials } from '@tamada/wire';
import type { OperationContext } from '../cli/context.ts';
import { loadAdminIdentity } from '../workspace/credentials.ts';
import { makeConnections, type Connections } from './connections.ts';

/** Connections to the topology's agents with the workspace's own certificate. To be closed. */
export async function openConnections(context: OperationContext, topology: Topology): Promise<Connections> {
  const credentials = clientCredentials(await loadAdminIdentity(context));
  return makeConnections({ topology, credentials, signal: context.signal });
}
