import { backupToolOf } from '../backup/index.ts';
import { timingOf, type Timing } from '../timing/index.ts';
import { databaseNodes } from '../topology/nodes.ts';
import { replicationPlaces, synchronousNodeCount } from '../topology/sizes.ts';
import { backupSite } from './backup-site.ts';
import type { Topology } from '../topology/types.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** What the members do with WAL. */
interface ArchiveCommands {
  readonly archiveCommand: string;
  /** Null: members have none. */
  readonly restoreCommand: string | null;
  /** After so long a segment that is not full goes to the archive too, so that an idle cluster's replica does not fall behind. */
  readonly archiveTimeout: string;
}

/** Archiving succeeds without doing anything until there is a backup host; switching the mode on later would need a restart. */
const withoutArchive: ArchiveCommands = { archiveCommand: '/bin/true', restoreCommand: null, archiveTimeout: '5min' };

/** The commands of the chosen tool; `withoutArchive` where the topology wants no backups. */
function archiveCommands(topology: Topology): ArchiveCommands {
  const [member] = databaseNodes(topology);
  // They are files of one path on every host: the platform makes no difference.
  const site = member === undefined ? null : backupSite(topology, member, 'debian');
  if (site === null) return withoutArchive;
  const tool = backupToolOf(site.tool);
  return { archiveCommand: tool.archiveCommand(site), restoreCommand: tool.restoreCommand(site, 'member'), archiveTimeout: '60s' };
}

/**
 * Patroni's dynamic configuration as the topology wants it: the start of `bootstrap.dcs` (`first`), later compared with GET /config. `keep`
 * leaves out what is said about archiving, so that a run that comes before the catalogue's phase does not undo it; `set` says it.
 */
export function dynamicConfig(topology: Topology, archive: 'first' | 'keep' | 'set'): JsonObject {
  const commands = archive === 'set' ? archiveCommands(topology) : withoutArchive;
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
      // A member that comes back after hours finds in the archive what the leader no longer has, and so does pg_rewind.
      ...(archive === 'set' ? { recovery_conf: { restore_command: commands.restoreCommand } } : {}),
      parameters: {
        ...shared(replicationPlaces(topology)),
        ...(archive === 'keep' ? {} : { archive_command: commands.archiveCommand, archive_timeout: commands.archiveTimeout }),
        ...timeouts(timing),
        ...topology.postgres.parameters,
      },
    },
  };
}

/** What backups need of Patroni's dynamic configuration, and nothing else: on a cluster that stands the rest may be somebody's. */
export function archiveConfig(topology: Topology): JsonObject {
  const { recovery_conf, parameters } = dynamicConfig(topology, 'set').postgresql as Readonly<Record<string, JsonObject>>;
  const own = archiveParameters.flatMap((name) => (parameters?.[name] === undefined ? [] : [[name, parameters[name]] as const]));
  return { postgresql: { recovery_conf: recovery_conf ?? {}, parameters: Object.fromEntries(own) } };
}

/** `archive_mode` is not among them: a change of it would leave every member waiting for a restart. */
const archiveParameters = ['archive_command', 'archive_timeout'] as const;

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
    archive_mode: 'on',
  };
}
