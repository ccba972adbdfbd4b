import type { Health } from '@tamada/core/findings';
import { clusterStatus, type ClusterStatus } from '@tamada/core/verdict';
import type { Topology } from '@tamada/core/topology';
import { sleep } from '@tamada/runtime';
import type { Answer, ExitCode, OperationContext } from '../cli/context.ts';
import { lookAt } from '../connections/look.ts';
import { openConnections } from '../connections/reach.ts';
import type { Connections } from '../connections/connections.ts';
import { statusText } from '../report/status-text.ts';
import { workspaceCertificates } from '../workspace/credentials.ts';
import { loadTopology } from '../workspace/topology-file.ts';

const watchIntervalMs = 2_000;
/** Not 0 unless somebody is known to take writes. */
const exitCodes: Readonly<Record<Health, ExitCode>> = { healthy: 0, degraded: 0, down: 1, unknown: 4 };
const clearScreen = '\u001b[H\u001b[2J';

/** One look. Its exit code says whether somebody takes writes, so that a script can ask. */
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
  const names = topology.nodes.map(({ name }) => name);
  const [observations, certificates] = await Promise.all([lookAt(connections, names), workspaceCertificates(context.workspace)]);
  return clusterStatus({ topology, observations, certificates, nowMs: context.now() });
}

function answer(context: OperationContext, status: ClusterStatus): Answer {
  return { exitCode: exitCodes[status.health], data: status, text: context.json ? '' : statusText(status, context.paint) };
}
