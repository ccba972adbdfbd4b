import { neededLinks, type AnsweredReport, type Link, type ProbeResult } from '@tamada/core/preflight';
import type { Listener } from './listen.ts';
import type { GatherTools } from './tools.ts';

const probeTimeoutMs = 1_000;
const probeDeadlineMs = 5_000;

/** Lets one node try all that it needs of its peers. */
export async function probePeers(
  { node }: AnsweredReport,
  listeners: ReadonlyMap<string, Listener>,
  { topology, connections, signal }: GatherTools,
): Promise<readonly ProbeResult[]> {
  const targets = neededLinks(topology)
    .filter((link) => link.from.name === node.name && canBeProbed(link, listeners.get(link.to.name)))
    .map(({ to, port, protocol }) => ({ node: to.name, address: to.address, port, protocol }));
  if (targets.length === 0) return [];
  return connections.client(node.name).probe({ targets, timeoutMs: probeTimeoutMs }, { deadlineMs: probeDeadlineMs, signal });
}

// Our Consul does not answer a probe on its UDP port, and what a stranger holds is judged by another check.
function canBeProbed({ port, protocol }: Link, listener: Listener | undefined): boolean {
  if (listener?.ok !== true) return false;
  const state = listener.states.find((one) => one.port === port && one.protocol === protocol)?.state;
  return state === 'free' || (state === 'ours' && protocol === 'tcp');
}
