import { writeFile } from 'node:fs/promises';
import { topologyJsonSchema } from '@tamada/core/topology';
import type { Generator } from './generator.ts';
import { findingsPage } from './findings-page.ts';
import { grpcContract } from './grpc-contract.ts';
import { postgresReleases } from './postgres-releases.ts';
import { valueTables } from './value-tables.ts';

/** The JSON Schema of cluster.yaml, for editors. */
const topologySchema: Generator = {
  name: 'topology schema',
  output: 'packages/core/topology/cluster.schema.json',
  async generate(target) {
    await writeFile(target, `${JSON.stringify(topologyJsonSchema(), null, 2)}\n`);
  },
};

/** Everything generated that is committed; `npm test` fails when one of them is stale. */
export const generators: readonly Generator[] = [grpcContract, postgresReleases, topologySchema, valueTables, findingsPage];
