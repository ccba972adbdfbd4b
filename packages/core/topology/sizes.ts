import { countByDatacenter, databaseNodes } from './nodes.ts';
import { releaseOf } from './parameters/bounds.ts';
import { readNumber } from './parameters/read-number.ts';
import type { Topology } from './types.ts';

/** How many the server has where nobody says. */
const serverDefaults = {
  autovacuum_max_workers: 3,
  max_connections: 100,
  max_worker_processes: 8,
  superuser_reserved_connections: 3,
} as const;

/** A whole number among the parameters, or what it is without. */
export function sizeOf(topology: Topology, name: keyof typeof serverDefaults | 'max_wal_senders' | 'max_replication_slots'): number {
  const value = topology.postgres.parameters[name];
  const parameter = releaseOf(topology.postgres.version).parameters[name];
  const reading = value === undefined || typeof value === 'boolean' || parameter === undefined ? null : readNumber(parameter, value);
  if (reading !== null && 'value' in reading) return reading.value;
  return name === 'max_wal_senders' || name === 'max_replication_slots' ? replicationPlaces(topology) : serverDefaults[name];
}

/**
 * How many WAL senders, and as many slots, the leader needs: each other member two while it is rebuilt (its base backup, and the WAL
 * meanwhile), and a backup two.
 */
export function replicationNeed(topology: Topology): number {
  return 2 * Math.max(databaseNodes(topology).length - 1, 0) + 2;
}

/** What the leader gets: PostgreSQL's own ten, or more where the cluster needs more. */
export function replicationPlaces(topology: Topology): number {
  return Math.max(10, replicationNeed(topology));
}

/** Each port's share of HAProxy, far more than a small PostgreSQL takes: a flood of clients must not find every place taken by waiting ones. */
const leastPortConnections = 2000;
/** For tamada-check, statistics and the runtime socket. */
const ownConnections = 200;
/** Each takes two file descriptors, of which systemd gives a service 524,288. */
export const mostConnections = 250_000;

/** How many connections each port takes: 5555 what the leader does, 5556 what all members do. */
export function portConnections(topology: Topology): { readonly rw: number; readonly ro: number; readonly all: number } {
  const connections = sizeOf(topology, 'max_connections');
  const rw = Math.max(leastPortConnections, connections);
  const ro = Math.max(leastPortConnections, connections * databaseNodes(topology).length);
  return { rw, ro, all: rw + ro + ownConnections };
}

/**
 * Patroni's `synchronous_node_count`; 0 means synchronous mode off. A leader in the largest datacentre (n databases) has
 * n − 1 peers there, so any choice of n standbys includes a remote one; elsewhere there are fewer peers. 2+2 → 2.
 */
export function synchronousNodeCount(topology: Topology): number {
  const databases = databaseNodes(topology);
  const standbys = Math.max(databases.length - 1, 0);
  switch (topology.synchronous.guarantee) {
    case 'off':
      return 0;
    case 'node':
      return Math.min(1, standbys);
    case 'datacenter':
      return Math.min(Math.max(0, ...countByDatacenter(databases).values()), standbys);
  }
}
