import { describeError } from '@tamada/core/errors';
import type { Topology } from '@tamada/core/topology';
import type { Observation } from '@tamada/core/verdict';
import type { Connections } from '../connections/index.ts';

/** What every node says, or why it says nothing. */
export async function observeNodes(topology: Topology, connections: Connections): Promise<readonly Observation[]> {
  const names = topology.nodes.map((node) => node.name);
  const answers = await connections.askAll(names, (client, options) => client.getStatus({}, options));
  return answers.map((answer): Observation => {
    if (answer.ok) return { node: answer.node, status: answer.value };
    const { error } = answer;
    const silent = error.code === 'node_unreachable';
    const problem = silent ? error.problem : describeError(error).message;
    return { node: answer.node, status: null, problem, hostUp: silent && error.host === 'up' };
  });
}
