import type { BackupTimer, BackupToolName } from '../backup/index.ts';
import type { FailoverProfile, SynchronousGuarantee, Topology } from './types.ts';

/** What holds where the operator writes nothing. Also the `default` of each key in the JSON Schema. */
export const defaults = {
  packages: 'managed' satisfies Topology['packages'],
  agent: { port: 7443 },
  consul: { logLevel: 'INFO' satisfies Topology['consul']['logLevel'] },
  readOnly: { fallbackToLeader: false },
  failover: { profile: 'default' satisfies FailoverProfile },
  synchronous: { guarantee: 'datacenter' satisfies SynchronousGuarantee },
  backup: {
    tool: 'pg_probackup' satisfies BackupToolName,
    delayedPort: 5433,
    ports: { pg_probackup: 10_022, pgbackrest: 8432 } satisfies Record<BackupToolName, number>,
    schedule: {
      full: 'Sun *-*-* 01:00',
      incremental: 'Mon..Sat *-*-* 01:00',
      verify: '*-*-* 04:00',
      prove: 'Sun *-*-* 06:00',
      expire: '*-*-* 05:00',
    } satisfies Record<BackupTimer, string>,
    retention: { fulls: 2 },
    walReserve: '1GB',
  },
  postgres: { version: 15, port: 5432, locale: 'C.UTF-8', encoding: 'UTF8' },
} as const;

/** The first datacentre's VRRP virtual router id; the others count up in the order of the file. */
const firstVirtualRouterId = 51;

export function defaultVirtualRouterId(datacenterIndex: number): number {
  return ((firstVirtualRouterId - 1 + datacenterIndex) % 255) + 1;
}

/** A week, or twice the delay of the replica: it may stand still for as long as it is behind before the archive loses what it needs. */
export function defaultWindowSeconds(delaySeconds: number): number {
  return Math.max(7, Math.ceil((2 * delaySeconds) / 86_400)) * 86_400;
}
