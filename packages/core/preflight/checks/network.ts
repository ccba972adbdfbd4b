import type { Node } from '@tamada/core/topology';
import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered } from '../input.ts';
import { neededLinks, portWords } from '../links.ts';
import type { PortProtocol, ProbeResult } from '../types.ts';

type PeerProbe = ProbeResult & { readonly target: { readonly protocol: PortProtocol } };

export const network: Check = {
  name: 'network',
  about: 'every port and protocol that a peer needs can be reached, in both directions',
  ignorable: true,
  check: (input) => {
    const purposes = new Map(neededLinks(input.topology).map((link) => [portWords(link), link.purpose]));
    return answered(input).flatMap(({ node, probes }) => judgeProbes(node, probes.filter(isOfPeer), purposes));
  },
};

function judgeProbes(node: Node, probes: readonly PeerProbe[], purposes: ReadonlyMap<string, string>): readonly Judgement[] {
  if (probes.length === 0) return [];
  const broken = probes.filter(({ reachable }) => !reachable);
  if (broken.length === 0) {
    const slowest = Math.max(...probes.map(({ rttMs }) => rttMs));
    return [
      pass(
        node.name,
        `reaches ${String(new Set(probes.map(({ target }) => target.node)).size)} peers, round trip up to ${slowest.toFixed(1)} ms`,
      ),
    ];
  }
  return broken.map((probe) => unreachable(node.name, probe, purposes));
}

function unreachable(from: string, { target, problem }: PeerProbe, purposes: ReadonlyMap<string, string>): Judgement {
  const port = portWords(target);
  return fail(
    from,
    `cannot reach ${target.node} (${target.address}) on ${port}, ${purposes.get(port) ?? ''}: ${problem}`,
    `let ${port} through from ${from} to ${target.node}: look at the firewalls of both and between them`,
  );
}

function isOfPeer(probe: ProbeResult): probe is PeerProbe {
  return probe.target.protocol !== 'arp';
}
