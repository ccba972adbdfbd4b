import type { Topology } from '@tamada/core/topology';
import { onEach, phase, type Phase, type StandingChange } from './task.ts';

/** What every node needs before its files: packages, facts from which they are rendered, and certificates. `standing`: what may differ. */
export function readyNodes(topology: Topology, standing: StandingChange): readonly Phase[] {
  const nodes = topology.nodes.map(({ name }) => name);
  const packages = topology.packages === 'managed' ? 'install_packages' : 'check_packages';
  return [
    phase(
      'packages',
      onEach(nodes, (node) => ({ kind: packages, node })),
    ),
    phase(
      'facts',
      onEach(nodes, (node) => ({ kind: 'gather_facts', node })),
      [{ kind: 'prepare_bundles', standing }],
    ),
    phase(
      'certificates',
      onEach(nodes, (node) => ({ kind: 'certify_node', node })),
    ),
  ];
}
