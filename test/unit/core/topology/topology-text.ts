import { describeProblem } from '@tamada/core/errors';
import { parseTopology, type Topology } from '@tamada/core/topology';

/** Lines are numbered in the tests: keep the order. No mistakes and no warnings. */
export const goodText = `\
name: geo
datacenters:
  a1: { vip: 10.10.1.3/24 }
  a2: { vip: 10.10.2.3/24 }
  a3: {}
nodes:
  pg-a1-1: { datacenter: a1, address: 10.10.1.1, role: database }
  pg-a1-2: { datacenter: a1, address: 10.10.1.2, role: database }
  pg-a2-1: { datacenter: a2, address: 10.10.2.1, role: database }
  pg-a2-2: { datacenter: a2, address: 10.10.2.2, role: database }
  arb-a3: { datacenter: a3, address: 10.10.3.1, role: witness }
  backup: { datacenter: a3, address: 10.10.3.4, role: backup }
postgres:
  version: 15
clients: [10.0.0.0/8]
backup: { source: pg-a1-2, delayedReplica: { delay: 1d } }
`;

export type Edit = readonly [from: string, to: string];

/** The good text with one place after the other replaced; a place that is not there is a mistake of the test. */
export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`not in the text: ${from}`);
    return text.replace(from, () => to);
  }, goodText);
}

/** What the operator reads, without the file's name. */
export function problemsOf(text: string): readonly string[] {
  return parseTopology(text, 'f').problems.map((problem) => describeProblem('f', problem).slice('f:'.length));
}

export function parsed(text: string): Topology {
  const { topology, problems } = parseTopology(text, 'cluster.yaml');
  if (topology === null) throw new Error(problems.map((problem) => describeProblem('cluster.yaml', problem)).join('\n'));
  return topology;
}
