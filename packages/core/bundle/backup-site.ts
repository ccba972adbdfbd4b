import { backupToolOf, operatorTexts, type BackupSite, type OperatorText } from '../backup/index.ts';
import { forVersion, platformPaths, platformTable } from '../platform/index.ts';
import type { Platform } from '../facts/index.ts';
import { backupNodes, databaseNodes } from '../topology/nodes.ts';
import type { Node, Topology } from '../topology/types.ts';

/** What a node's agent and a tool's commands know of the cluster's backups; null where the topology wants none, and for a witness. */
export function backupSite(topology: Topology, node: Node, platform: Platform): BackupSite | null {
  const { backup, postgres } = topology;
  const [host] = backupNodes(topology);
  if (backup === null || host === undefined || node.role === 'witness') return null;
  const paths = platformPaths(platform, postgres.version);
  const { programs } = platformTable(platform);
  const { delayedReplica } = backup;
  return {
    tool: backup.tool,
    name: topology.name,
    node: node.name,
    user: programs.postgres.user,
    host: { name: host.name, address: host.address },
    databases: databaseNodes(topology).map(({ name, address, datacenter }) => ({ name, address, datacenter })),
    source: backup.source,
    port: backup.port,
    program: forVersion(programs[backup.tool].binary, postgres.version),
    catalogue: backup.tool === 'pgbackrest' ? paths.pgbackrestCatalogue : paths.pgProbackupCatalogue,
    postgres: {
      version: postgres.version,
      port: postgres.port,
      dataDirectory: paths.postgresData,
      binDirectory: paths.postgresBin,
      socketDirectory: paths.postgresSockets,
    },
    restoreDirectory: paths.postgresVersionDirectory,
    delayed:
      delayedReplica === null
        ? null
        : {
            dataDirectory: paths.delayedData,
            configDirectory: paths.delayedConfigDirectory,
            socketDirectory: paths.postgresSockets,
            port: delayedReplica.port,
            delaySeconds: delayedReplica.delaySeconds,
          },
    retention: backup.retention,
    walReserveBytes: backup.walReserveBytes,
  };
}

/** What the tool is told, for people; none where the topology wants no backups. */
export function backupTexts(topology: Topology, platform: Platform): readonly OperatorText[] {
  const [host, member] = [backupNodes(topology)[0], databaseNodes(topology)[0]];
  if (host === undefined || member === undefined) return [];
  const [onHost, onMember] = [backupSite(topology, host, platform), backupSite(topology, member, platform)];
  return onHost === null || onMember === null ? [] : operatorTexts(backupToolOf(onHost.tool), onHost, onMember);
}
