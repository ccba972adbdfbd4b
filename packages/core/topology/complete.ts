import type * as z from 'zod';
import { defaults, defaultVirtualRouterId, defaultWindowSeconds } from './defaults.ts';
import { durationSeconds, sizeBytes } from './duration.ts';
import { splitCidr } from './ipv4.ts';
import type { topologySchema } from './schema.ts';
import type { BackupTimer } from '../backup/index.ts';
import type { BackupOptions, PostgresOptions, Topology, Vip } from './types.ts';

type Input = z.output<typeof topologySchema>;

/** Fills in every default. */
export function complete(input: Input): Topology {
  return {
    name: input.name,
    datacenters: Object.entries(input.datacenters).map(([name, datacenter], index) => ({ name, vip: completeVip(datacenter?.vip, index) })),
    nodes: Object.entries(input.nodes).map(([name, { datacenter, address, role }]) => ({ name, datacenter, address, role })),
    postgres: completePostgres(input.postgres ?? {}),
    synchronous: { guarantee: input.synchronous?.guarantee ?? defaults.synchronous.guarantee },
    clients: input.clients ?? [],
    readOnly: { fallbackToLeader: input.readOnly?.fallbackToLeader ?? defaults.readOnly.fallbackToLeader },
    failover: { profile: input.failover?.profile ?? defaults.failover.profile },
    packages: input.packages ?? defaults.packages,
    consul: { datacenter: input.consul?.datacenter ?? input.name, logLevel: input.consul?.logLevel ?? defaults.consul.logLevel },
    agent: { port: input.agent?.port ?? defaults.agent.port },
    backup: completeBackup(input.backup),
    allow: input.allow ?? [],
  };
}

type DatacenterInput = NonNullable<Input['datacenters'][string]>;

function completeVip(vip: DatacenterInput['vip'], datacenterIndex: number): Vip | null {
  if (vip === null || vip === undefined) return null;
  const written = typeof vip === 'string' ? { address: vip } : vip;
  return { ...splitCidr(written.address), virtualRouterId: written.virtualRouterId ?? defaultVirtualRouterId(datacenterIndex) };
}

function completePostgres(postgres: NonNullable<Input['postgres']>): PostgresOptions {
  return {
    version: postgres.version ?? defaults.postgres.version,
    port: postgres.port ?? defaults.postgres.port,
    locale: postgres.locale ?? defaults.postgres.locale,
    encoding: postgres.encoding ?? defaults.postgres.encoding,
    parameters: postgres.parameters ?? {},
    databases: Object.entries(postgres.databases ?? {}).map(([name, database]) => ({ name, owner: database?.owner ?? null })),
    users: Object.entries(postgres.users ?? {}).map(([name, user]) => ({ name, options: user?.options ?? [] })),
    hba: postgres.hba ?? [],
  };
}

function completeBackup(backup: Input['backup']): BackupOptions | null {
  if (backup === null || backup === undefined) return null;
  const { delayedReplica: replica, schedule, retention } = backup;
  const tool = backup.tool ?? defaults.backup.tool;
  const when = (timer: BackupTimer): string | null => {
    const written = schedule?.[timer] ?? defaults.backup.schedule[timer];
    return written === 'never' ? null : written;
  };
  return {
    tool,
    source: backup.source,
    delayedReplica: replica ? { delaySeconds: durationSeconds(replica.delay), port: replica.port ?? defaults.backup.delayedPort } : null,
    port: backup.port ?? defaults.backup.ports[tool],
    schedule: {
      full: when('full'),
      incremental: when('incremental'),
      verify: when('verify'),
      prove: when('prove'),
      expire: when('expire'),
    },
    retention: {
      fulls: retention?.fulls ?? defaults.backup.retention.fulls,
      windowSeconds: retention?.window
        ? durationSeconds(retention.window)
        : defaultWindowSeconds(replica ? durationSeconds(replica.delay) : 0),
    },
    walReserveBytes: sizeBytes(backup.walReserve ?? defaults.backup.walReserve),
  };
}
