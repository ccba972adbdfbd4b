import { findingsPage } from './findings-page.ts';
import type { Generator } from './generator.ts';
import { grpcContract } from './grpc-contract.ts';
import { postgresReleases } from './postgres-releases.ts';
import { topologySchema } from './topology-schema.ts';
import { valueTables } from './value-tables.ts';

/** Everything generated that is committed; `npm test` fails when one of them is stale. */
export const generators: readonly Generator[] = [grpcContract, postgresReleases, topologySchema, valueTables, findingsPage];
