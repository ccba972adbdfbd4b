import type { Topology } from '../topology/types.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** Patroni's dynamic configuration as the topology wants it: the start of `bootstrap.dcs`, later compared with GET /config. */
export function dynamicConfig(topology: Topology): JsonObject {
  throw new Error(`not yet: ${topology.name}`);
}
