import { errorDetail, type ErrorDetail } from '@tamada/core/errors';
import {
  type AnsweredReport,
  type Link,
  neededLinks,
  peerPorts,
  type PortState,
  portStatesSchema,
  type ProbeResult,
  vipQuestions,
} from '@tamada/core/preflight';
import type { Node } from '@tamada/core/topology';
import type { GatherTools } from './survey.ts';

const listenDeadlineMs = 120_000;

export type Listener = { readonly ok: true; readonly states: readonly PortState[] } | { readonly ok: false; readonly error: ErrorDetail };

/** What listens on each node until `stop`. */
export interface Listening {
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly stop: () => void;
}

/** Lets every node open those of its ports that are free. */
export async function listenEverywhere(nodes: readonly Node[], tools: GatherTools): Promise<Listening> {
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, tools.signal]);
  const listeners = await Promise.all(nodes.map(async (node) => [node.name, await listen(node, tools, signal)] as const));
  const stop = (): void => {
    controller.abort();
  };
  return { listeners: new Map(listeners), stop };
}

async function listen(node: Node, { topology, connections }: GatherTools, signal: AbortSignal): Promise<Listener> {
  const ports = peerPorts(topology, node);
  if (ports.length === 0) return { ok: true, states: [] };
  const events = connections.client(node.name).listen({ ports }, { deadlineMs: listenDeadlineMs, signal })[Symbol.asyncIterator]();
  try {
    const first = await events.next();
    // The call lives until the signal ends it; its end is no news.
    void events.next().catch(() => undefined);
    return { ok: true, states: first.done === true ? [] : portStatesSchema.parse(first.value.ports) };
  } catch (error) {
    return { ok: false, error: errorDetail(error) };
  }
}

/** A peer on a busy machine may be slow to echo; only where something is in the way does it take this long. */
const peersTimeoutMs = 5_000;
/** Kernels answer for their addresses at once. A VIP that is free costs all of it. */
const vipsTimeoutMs = 1_000;
const probeDeadlineMs = 60_000;

/** Lets one node try all that it needs of its peers, and ask its segment for the VIP. */
export async function probePeers(
  { node, survey }: AnsweredReport,
  listeners: ReadonlyMap<string, Listener>,
  { topology, connections, signal }: GatherTools,
): Promise<readonly ProbeResult[]> {
  const peers = neededLinks(topology)
    .filter((link) => link.from.name === node.name && canBeProbed(link, listeners.get(link.to.name)))
    .map(({ to, port, protocol }) => ({ node: to.name, address: to.address, port, protocol }));
  const vips = vipQuestions(topology, node, survey).map((address) => ({ node: '', address, port: 0, protocol: 'arp' as const }));
  const client = connections.client(node.name);
  const ask = (targets: typeof peers | typeof vips, timeoutMs: number): Promise<readonly ProbeResult[]> | readonly [] =>
    targets.length === 0 ? [] : client.probe({ targets, timeoutMs }, { deadlineMs: probeDeadlineMs, signal });
  return [...(await ask(peers, peersTimeoutMs)), ...(await ask(vips, vipsTimeoutMs))];
}

// Our Consul does not answer a probe on its UDP port, and what a stranger holds is judged by another check.
function canBeProbed({ port, protocol }: Link, listener: Listener | undefined): boolean {
  if (listener?.ok !== true) return false;
  // Whether a peer can answer there at all is what is asked.
  if (protocol === 'vrrp') return true;
  const state = listener.states.find((one) => one.port === port && one.protocol === protocol)?.state;
  return state === 'free' || (state === 'ours' && protocol === 'tcp');
}
