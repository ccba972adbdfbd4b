import { durationText, sizeText } from './duration.ts';
import type { BackupOptions, Topology, Vip } from './types.ts';

/** A topology in the form that an operator writes, with nothing left out. */
export function writtenForm(topology: Topology): Readonly<Record<string, unknown>> {
  const { name, postgres, synchronous, clients, readOnly, backup, failover, packages, consul, agent, allow } = topology;
  return {
    name,
    datacenters: byName(topology.datacenters, ({ vip }) => ({ vip: vip === null ? null : writtenVip(vip) })),
    nodes: byName(topology.nodes, ({ datacenter, address, role }) => ({ datacenter, address, role })),
    postgres: {
      ...postgres,
      databases: byName(postgres.databases, ({ owner }) => ({ owner })),
      users: byName(postgres.users, ({ options }) => ({ options })),
    },
    synchronous,
    clients,
    readOnly,
    backup: backup === null ? null : writtenBackup(backup),
    failover,
    packages,
    consul,
    agent,
    allow,
  };
}

function byName<T extends { readonly name: string }>(items: readonly T[], form: (item: T) => object): Readonly<Record<string, object>> {
  return Object.fromEntries(items.map((item) => [item.name, form(item)]));
}

function writtenVip({ address, prefixLength, virtualRouterId }: Vip): object {
  return { address: `${address}/${prefixLength}`, virtualRouterId };
}

function writtenBackup({ tool, source, delayedReplica, port, schedule, retention, walReserveBytes }: BackupOptions): object {
  return {
    tool,
    source,
    delayedReplica: delayedReplica === null ? null : { delay: durationText(delayedReplica.delaySeconds), port: delayedReplica.port },
    port,
    schedule: Object.fromEntries(Object.entries(schedule).map(([timer, when]) => [timer, when ?? 'never'])),
    retention: { fulls: retention.fulls, window: durationText(retention.windowSeconds) },
    walReserve: sizeText(walReserveBytes),
  };
}
