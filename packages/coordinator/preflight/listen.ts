import { errorDetail, type ErrorDetail } from '@tamada/core/errors';
import { peerPorts, portStatesSchema, type PortState } from '@tamada/core/preflight';
import type { Node } from '@tamada/core/topology';
import type { GatherTools } from './tools.ts';

const listenDeadlineMs = 20_000;

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
