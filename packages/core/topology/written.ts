import { durationText } from './duration.ts';
import type { Topology, Vip } from './types.ts';

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
    backup: backup === null ? null : { source: backup.source, delayedReplica: delayed(backup.delayedReplica) },
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

function delayed(replica: { readonly delaySeconds: number } | null): object | null {
  return replica === null ? null : { delay: durationText(replica.delaySeconds) };
}
