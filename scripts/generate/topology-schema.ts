import { writeFile } from 'node:fs/promises';
import { topologyJsonSchema } from '@tamada/core/topology';
import type { Generator } from './generator.ts';

/** The JSON Schema of cluster.yaml, for editors. */
export const topologySchema: Generator = {
  name: 'topology schema',
  output: 'packages/core/topology/cluster.schema.json',
  async generate(target) {
    await writeFile(target, `${JSON.stringify(topologyJsonSchema(), null, 2)}\n`);
  },
};
