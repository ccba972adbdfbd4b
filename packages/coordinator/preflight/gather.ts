import { errorDetail } from '@tamada/core/errors';
import type { NodeReport, PreflightInput } from '@tamada/core/preflight';
import { listenEverywhere, type Listener, probePeers } from './peers.ts';
import { surveyNode, type GatherTools } from './survey.ts';

/** All that preflight judges, from all nodes at once: each on its own, then everybody listens, then everybody probes. */
export async function gatherPreflight(tools: GatherTools): Promise<PreflightInput> {
  const surveyed = await Promise.all(tools.topology.nodes.map((node) => surveyNode(node, tools)));
  const there = surveyed.flatMap((report) => (report.answered ? [report.node] : []));
  const { listeners, stop } = await listenEverywhere(there, tools);
  try {
    const reports = await Promise.all(surveyed.map((report) => withProbes(report, listeners, tools)));
    tools.signal.throwIfAborted();
    return { topology: tools.topology, reports };
  } finally {
    stop();
  }
}

async function withProbes(report: NodeReport, listeners: ReadonlyMap<string, Listener>, tools: GatherTools): Promise<NodeReport> {
  if (!report.answered) return report;
  const { node } = report;
  const own = listeners.get(node.name);
  if (own?.ok === false) return { node, answered: false, error: own.error };
  try {
    return { ...report, probes: await probePeers(report, listeners, tools) };
  } catch (error) {
    return { node, answered: false, error: errorDetail(error) };
  }
}
