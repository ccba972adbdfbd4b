import type { Node } from '@tamada/core/topology';
import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
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

export const ports: Check = {
  name: 'ports',
  about: 'every port is free, or held by our own programs',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }) => {
      const stolen = survey.stolenPorts.map((port) =>
        warn(
          node.name,
          `the kernel may give port ${String(port)} to any outgoing connection (net.ipv4.ip_local_port_range)`,
          'raise the lower end of that range, or name our ports in net.ipv4.ip_local_reserved_ports',
        ),
      );
      const taken = survey.ports.filter(({ state }) => state === 'taken');
      if (taken.length === 0)
        return survey.ports.length === 0 ? [] : stolen.length > 0 ? stolen : [pass(node.name, 'every port is free or ours')];
      const held = taken.map(({ port, protocol, holder }) => {
        const by = holder === '' ? 'another program' : holder;
        return fail(node.name, `${protocol} ${String(port)} is held by ${by}`, `stop ${by}, or give it another port`);
      });
      return [...held, ...stolen];
    }),
};
