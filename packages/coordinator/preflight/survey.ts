import type { Node, Topology } from '@tamada/core/topology';
import { said } from '@tamada/core/view';
import { averageWalRate } from '@tamada/core/wal';
import { errorDetail } from '@tamada/core/errors';
import { type NodeReport, surveyQuestions } from '@tamada/core/preflight';
import { type AgentClient, type CallOptions, checkInfo, type ReplyOf } from '@tamada/wire';
import type { Connections } from '../connections/connections.ts';

export interface GatherTools {
  readonly topology: Topology;
  readonly connections: Connections;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** For a host of which nothing at all is heard. */
const silenceMs = 1_500;
/** For a host that is heard: on a busy one a look at all its programs takes long. */
const deadlineMs = 60_000;

/** What one node says of itself; its peers come later. */
export async function surveyNode(node: Node, { topology, connections, now, signal }: GatherTools): Promise<NodeReport> {
  const client = connections.client(node.name);
  try {
    const { info, offsetMs } = await askClock(client, { deadlineMs, silenceMs, signal }, now);
    checkInfo({ cluster: topology.name, node: node.name }, info);
    const facts = await client.getFacts({}, { deadlineMs, signal });
    const survey = await client.survey(surveyQuestions(topology, node, facts), { deadlineMs, signal });
    const measures = node.role === 'database' && topology.backup !== null;
    const walBytesPerSecond = measures ? await walRate(client, now, signal) : null;
    return { node, answered: true, version: info.version, clockOffsetMs: offsetMs, facts, survey, walBytesPerSecond, probes: [] };
  } catch (error) {
    if (signal.aborted) throw error;
    return { node, answered: false, error: errorDetail(error) };
  }
}

const memberMs = 3000;

/** Of the member that runs there. */
async function walRate(client: AgentClient, now: () => number, signal: AbortSignal): Promise<number | null> {
  const { member } = await client.getStatus({ patienceMs: memberMs }, { deadlineMs, signal });
  const { lsn = null, systemId = null } = said(member) ?? {};
  return lsn === null || systemId === null ? null : averageWalRate(lsn, systemId, now());
}

const samples = 3;

interface ClockedInfo {
  readonly info: ReplyOf<'Info'>;
  /** The node's clock minus ours, in milliseconds, by the quickest of some round trips. */
  readonly offsetMs: number;
}

/** Asks who answers, some times, because a slow round trip hides the offset. The first one pays for the connection. */
async function askClock(client: AgentClient, options: CallOptions, now: () => number): Promise<ClockedInfo> {
  let best: (ClockedInfo & { readonly tookMs: number }) | null = null;
  for (let sample = 0; sample < samples || best === null; sample++) {
    const sentAt = now();
    const info = await client.info({}, options);
    const tookMs = now() - sentAt;
    if (best === null || tookMs < best.tookMs) best = { info, tookMs, offsetMs: info.wallClockMs - (sentAt + tookMs / 2) };
  }
  return best;
}
