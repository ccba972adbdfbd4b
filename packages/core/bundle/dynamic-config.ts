import { timingOf, type Timing } from '../timing/index.ts';
import { databaseNodes } from '../topology/nodes.ts';
import { replicationPlaces, synchronousNodeCount } from '../topology/sizes.ts';
import type { Topology } from '../topology/types.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** Patroni's dynamic configuration as the topology wants it: the start of `bootstrap.dcs`, later compared with GET /config. */
export function dynamicConfig(topology: Topology): JsonObject {
  const timing = timingOf(topology.failover.profile, databaseNodes(topology).length);
  const synchronousNodes = synchronousNodeCount(topology);
  const { synchronous, asynchronous } = timing.maximumLagOnFailoverBytes;
  return {
    ttl: timing.ttl,
    loop_wait: timing.loopWait,
    retry_timeout: timing.retryTimeout,
    maximum_lag_on_failover: synchronousNodes > 0 ? synchronous : asynchronous,
    check_timeline: true,
    synchronous_mode: synchronousNodes > 0,
    synchronous_mode_strict: false,
    synchronous_node_count: Math.max(synchronousNodes, 1),
    failsafe_mode: true,
    postgresql: {
      use_pg_rewind: true,
      use_slots: true,
      parameters: { ...shared(replicationPlaces(topology)), ...timeouts(timing), ...topology.postgres.parameters },
    },
  };
}

/** A standby that is gone without a word holds up commits until its connection ends and Patroni has looked again. */
function timeouts({ replicationTimeout }: Timing): JsonObject {
  const timeout = `${String(replicationTimeout)}s`;
  return { wal_sender_timeout: timeout, wal_receiver_timeout: timeout };
}

/** What every member shares; the topology's own parameters come on top. */
function shared(places: number): JsonObject {
  return {
    wal_level: 'replica',
    hot_standby: 'on',
    wal_log_hints: 'on',
    max_wal_senders: places,
    max_replication_slots: places,
    wal_keep_size: '512MB',
    // Without a bound, a slot of a member that is away fills the leader's disk.
    max_slot_wal_keep_size: '16GB',
    password_encryption: 'scram-sha-256',
    ssl: 'on',
    // Archiving succeeds without doing anything until there is a backup host; switching the mode on later would need a restart.
    archive_mode: 'on',
    archive_command: '/bin/true',
    archive_timeout: '5min',
  };
}
