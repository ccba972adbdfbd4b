import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';
import { neededLinks } from '../links.ts';
import type { ProbeResult } from '../types.ts';

export const network: Check = {
  name: 'network',
  about: 'every port that a peer needs can be reached, in both directions',
  ignorable: true,
  check: (input) => {
    const purposes = new Map(neededLinks(input.topology).map(({ port, protocol, purpose }) => [`${protocol} ${String(port)}`, purpose]));
    return answered(input).flatMap((report) => judgeProbes(report, purposes));
  },
};

function judgeProbes({ node, probes }: AnsweredReport, purposes: ReadonlyMap<string, string>): readonly Judgement[] {
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

function unreachable(from: string, { target, problem }: ProbeResult, purposes: ReadonlyMap<string, string>): Judgement {
  const port = `${target.protocol} ${String(target.port)}`;
  return fail(
    from,
    `cannot reach ${target.node} (${target.address}) on ${port}, ${purposes.get(port) ?? ''}: ${problem}`,
    `let ${port} through from ${from} to ${target.node}: look at the firewalls of both and between them`,
  );
}
