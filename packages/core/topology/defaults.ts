import type { FailoverProfile, SynchronousGuarantee, Topology } from './types.ts';

/** What holds where the operator writes nothing. Also the `default` of each key in the JSON Schema. */
export const defaults = {
  packages: 'managed' satisfies Topology['packages'],
  agent: { port: 7443 },
  consul: { logLevel: 'INFO' satisfies Topology['consul']['logLevel'] },
  readOnly: { fallbackToLeader: false },
  failover: { profile: 'default' satisfies FailoverProfile },
  synchronous: { guarantee: 'datacenter' satisfies SynchronousGuarantee },
  postgres: { version: 15, port: 5432, locale: 'C.UTF-8', encoding: 'UTF8' },
} as const;

/** The first datacentre's VRRP virtual router id; the others count up in the order of the file. */
const firstVirtualRouterId = 51;

export function defaultVirtualRouterId(datacenterIndex: number): number {
  return ((firstVirtualRouterId - 1 + datacenterIndex) % 255) + 1;
}
