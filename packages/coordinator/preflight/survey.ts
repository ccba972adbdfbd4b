import { errorDetail } from '@tamada/core/errors';
import { surveyQuestions, type NodeReport } from '@tamada/core/preflight';
import type { Node } from '@tamada/core/topology';
import { checkInfo } from '@tamada/wire';
import { askClock } from './clock.ts';
import type { GatherTools } from './tools.ts';

/** For a host of which nothing at all is heard. */
const silenceMs = 1_500;
const deadlineMs = 10_000;

/** What one node says of itself; its peers come later. */
export async function surveyNode(node: Node, { topology, connections, now, signal }: GatherTools): Promise<NodeReport> {
  const client = connections.client(node.name);
  try {
    const { info, offsetMs } = await askClock(client, { deadlineMs, silenceMs, signal }, now);
    checkInfo({ cluster: topology.name, node: node.name }, info);
    const facts = await client.getFacts({}, { deadlineMs, signal });
    const survey = await client.survey(surveyQuestions(topology, node, facts), { deadlineMs, signal });
    return { node, answered: true, version: info.version, clockOffsetMs: offsetMs, facts, survey, probes: [] };
  } catch (error) {
    if (signal.aborted) throw error;
    return { node, answered: false, error: errorDetail(error) };
  }
}
