import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { bundleDigest, createRenderer } from '@tamada/core/bundle';
import { parseTopology, topologyTemplate } from '@tamada/core/topology';
import { type BrokenLimits, printTable, seconds } from './benchmark.ts';
import { repository } from '../repository.ts';

/** Clusters of six nodes, rendered and digested; twice as many should take twice as long. */
export async function benchRender(): Promise<BrokenLimits> {
  const templates = await loadShippedTemplates();
  const clusters = (count: number): number => {
    const render = createRenderer(templates);
    const began = performance.now();
    for (let index = 0; index < count; index++) {
      const { topology } = parseTopology(topologyTemplate('two-plus-two-plus-one', `c${String(index)}`), 'cluster.yaml');
      if (topology === null) throw new Error('the template is not a valid topology');
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

/** The repository's templates by their path below configs/. */
async function loadShippedTemplates(): Promise<ReadonlyMap<string, string>> {
  const root = join(repository, 'configs');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [relative(root, file), await readFile(file, 'utf8')] as const)));
}
