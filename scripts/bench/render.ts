import { bundleDigest, createRenderer } from '@tamada/core/bundle';
import { parseTopology, topologyTemplate } from '@tamada/core/topology';
import { loadShippedTemplates } from './templates.ts';
import { printTable, seconds, type BrokenLimits } from './figures.ts';

/** Clusters of six nodes, rendered and digested; twice as many should take twice as long. */
export async function benchRender(): Promise<BrokenLimits> {
  const templates = await loadShippedTemplates();
  const clusters = (count: number): number => {
    const render = createRenderer(templates);
    const began = performance.now();
    for (let index = 0; index < count; index++) {
      const { topology } = parseTopology(topologyTemplate('two-plus-two-plus-one', `c${String(index)}`), 'cluster.yaml');
      if (topology === null) throw new Error('the template is no valid topology');
      for (const node of topology.nodes) bundleDigest(render({ topology, node, facts: null }));
    }
    return performance.now() - began;
  };
  clusters(5);
  const rows = [50, 100, 200].map((count) => {
    const took = clusters(count);
    return [`${String(count)} clusters`, `${String(count * 6)} nodes`, seconds(took), `${(took / (count * 6)).toFixed(2)} ms a node`];
  });
  printTable('Rendering, with parsing of the topology and the digest (aim: 200 clusters under 2 s, linear)', rows);
  return [];
}
