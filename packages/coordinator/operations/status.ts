import { clusterStatus, type ClusterStatus } from '@tamada/core/verdict';
import type { Topology } from '@tamada/core/topology';
import { sleep } from '@tamada/runtime';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { openConnections, type Connections } from '../connections/index.ts';
import { statusText } from '../report/status-text.ts';
import { workspaceCertificates } from '../workspace/credentials.ts';
import { loadTopology } from '../workspace/topology-file.ts';
import { observeNodes } from './observe-nodes.ts';

const watchIntervalMs = 2_000;
const clearScreen = '\u001b[H\u001b[2J';

/** One look. Exit code 1 where nobody takes writes, so that a script can ask. */
export async function showStatus(context: OperationContext): Promise<Answer> {
  const topology = await loadTopology(context);
  const connections = await openConnections(context, topology);
  try {
    return answer(context, await look(context, topology, connections));
  } finally {
    connections.close();
  }
}

/** Looks again and again until Ctrl-C; the connections stay open. */
export async function watchStatus(context: OperationContext): Promise<Answer> {
  const topology = await loadTopology(context);
  const connections = await openConnections(context, topology);
  try {
    for (;;) {
      const status = await look(context, topology, connections);
      context.print(context.json ? JSON.stringify(status) : `${clearScreen}${statusText(status, context.paint)}`);
      await sleep(watchIntervalMs, context.signal);
    }
  } catch (error) {
    if (context.signal.aborted) return { exitCode: 0, data: undefined, text: '' };
    throw error;
  } finally {
    connections.close();
  }
}

async function look(context: OperationContext, topology: Topology, connections: Connections): Promise<ClusterStatus> {
  const [observations, certificates] = await Promise.all([observeNodes(topology, connections), workspaceCertificates(context.workspace)]);
  return clusterStatus({ topology, observations, certificates, nowMs: context.now() });
}

function answer(context: OperationContext, status: ClusterStatus): Answer {
  return { exitCode: status.health === 'down' ? 1 : 0, data: status, text: context.json ? '' : statusText(status, context.paint) };
}
