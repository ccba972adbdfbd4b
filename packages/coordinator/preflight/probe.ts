import { neededLinks, vipQuestions, type AnsweredReport, type Link, type ProbeResult } from '@tamada/core/preflight';
import type { Listener } from './listen.ts';
import type { GatherTools } from './tools.ts';

const probeTimeoutMs = 1_000;
const probeDeadlineMs = 5_000;

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
  const targets = [...peers, ...vips];
  if (targets.length === 0) return [];
  return connections.client(node.name).probe({ targets, timeoutMs: probeTimeoutMs }, { deadlineMs: probeDeadlineMs, signal });
}

// Our Consul does not answer a probe on its UDP port, and what a stranger holds is judged by another check.
function canBeProbed({ port, protocol }: Link, listener: Listener | undefined): boolean {
  if (listener?.ok !== true) return false;
  // Whether a peer can answer there at all is what is asked.
  if (protocol === 'vrrp') return true;
  const state = listener.states.find((one) => one.port === port && one.protocol === protocol)?.state;
  return state === 'free' || (state === 'ours' && protocol === 'tcp');
}
