import {
  backupToolOf,
  backupTimers,
  delayedFilesOf,
  getRemote,
  pgbackrestPaths,
  pgbackrestTimes,
  pgProbackupPaths,
  pushOptions,
} from '../../backup/index.ts';
import { TamadaError } from '../../errors/index.ts';
import { platformTable } from '../../platform/index.ts';
import { databaseNodes } from '../../topology/nodes.ts';
import { postgresUsers } from '../../topology/secrets.ts';
import { leaderSizes } from '../../topology/sizes.ts';
import { backupSite } from '../backup-site.ts';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';
import { delayedHbaLines } from './hba.ts';

/** For backup.json and the timers; on nodes that have nothing to do with backups too. */
export function scheduleView({ topology, node, platform }: NodeContext): View {
  const schedule = Object.fromEntries(backupTimers.map((timer) => [timer, topology.backup?.schedule[timer] ?? null]));
  return { ...schedule, backupSite: JSON.stringify(backupSite(topology, node, platform), null, 2).split('\n') };
}

/** For pgBackRest's files, on database nodes and on the backup host. */
export function pgbackrestView(context: NodeContext): View {
  const { topology, node, platform, paths } = context;
  const site = siteOf(context);
  const repository = node.role === 'backup';
  const tls = paths.pgbackrestTls;
  return {
    ...pgbackrestTimes,
    repository,
    stanza: site.name,
    user: site.user,
    program: site.program,
    catalogue: site.catalogue,
    hostAddress: site.host.address,
    address: node.address,
    port: site.port,
    clients: repository ? site.databases.map(({ name }) => ({ name })) : [{ name: site.host.name }],
    databases: repository ? databaseNodes(topology).map(({ address }, index) => ({ address, index: index + 1 })) : [],
    authorityFile: tls.authority,
    certificateFile: tls.certificate,
    keyFile: tls.key,
    configFile: pgbackrestPaths.config,
    getConfigFile: repository ? pgbackrestPaths.restoreConfig : pgbackrestPaths.config,
    logDirectory: pgbackrestPaths.log,
    lockDirectory: pgbackrestPaths.locks,
    spoolDirectory: pgbackrestPaths.spool,
    pushFailed: pgbackrestPaths.pushFailed,
    letGo: pgbackrestPaths.letGo,
    pushConflicts: pgbackrestPaths.pushConflicts,
    getSilent: pgbackrestPaths.getSilent,
    reserveMegabytes: Math.ceil(site.walReserveBytes / 2 ** 20),
    dataDirectory: site.postgres.dataDirectory,
    delayedDirectory: paths.delayedData,
    postgresPort: site.postgres.port,
    socketDirectory: site.postgres.socketDirectory,
    backupUser: postgresUsers.backup,
    postgresUser: platformTable(platform).programs.postgres.user,
  };
}

/** For pg_probackup's commands in PostgreSQL, and its password on the backup host. */
export function pgProbackupView(context: NodeContext): View {
  const { node } = context;
  const site = siteOf(context);
  return {
    ...pgbackrestTimes,
    repository: node.role === 'backup',
    instance: site.name,
    program: site.program,
    catalogue: site.catalogue,
    walDirectory: `${site.catalogue}/wal/${site.name}`,
    databases: site.databases.map(({ address }) => ({ address })),
    postgresPort: site.postgres.port,
    backupUser: postgresUsers.backup,
    pushFailed: pgProbackupPaths.pushFailed,
    letGo: pgProbackupPaths.letGo,
    pushConflicts: pgProbackupPaths.pushConflicts,
    getSilent: pgProbackupPaths.getSilent,
    pushOptions: pushOptions(site),
    getOptions: getRemote(site),
    reserveMegabytes: Math.ceil(site.walReserveBytes / 2 ** 20),
  };
}

/** For the sshd that carries it, and its client's side. Each direction has a key of its own. */
export function sshdView(context: NodeContext): View {
  const { node } = context;
  const site = siteOf(context);
  const onHost = node.role === 'backup';
  const peers = onHost ? site.databases : [site.host];
  const { ssh } = pgProbackupPaths;
  return {
    address: node.address,
    port: site.port,
    user: site.user,
    program: site.program,
    ownKey: onHost ? 'ssh_backup' : 'ssh_archive',
    peerKey: onHost ? 'ssh_archive' : 'ssh_backup',
    peers: peers.map(({ name, address }) => ({ name, address })),
    from: peers.map(({ address }) => address).join(','),
    clientKeyFile: `${ssh}/id`,
    knownHostsFile: `${ssh}/known_hosts`,
    authorizedKeysFile: `${ssh}/authorized_keys`,
    hostKeyFile: `${ssh}/host_key`,
    sshdConfigFile: pgProbackupPaths.sshdConfig,
  };
}

const leastQuerySeconds = 3600;

/** For the delayed replica's settings and its unit. */
export function delayedView(context: NodeContext): View {
  const { topology, node, platform, paths } = context;
  const site = siteOf(context);
  if (site.delayed === null) throw new TamadaError({ code: 'internal', problem: 'there is no delayed replica' });
  const { port, delaySeconds, dataDirectory, configDirectory, socketDirectory } = site.delayed;
  const files = delayedFilesOf(site.delayed);
  const tls = paths.delayedTls;
  return {
    cluster: topology.name,
    clusterName: `${topology.name}/delayed`,
    user: platformTable(platform).programs.delayed.user,
    postgresProgram: `${site.postgres.binDirectory}/postgres`,
    configArgument: `config_file=${configDirectory}/postgresql.conf`,
    promotedFile: files.promoted,
    targetsFile: files.targets,
    hbaFile: `${configDirectory}/pg_hba.conf`,
    listen: `${node.address},127.0.0.1`,
    delayedPort: port,
    socketDirectory,
    dataDirectory,
    authorityFile: tls.authority,
    certificateFile: tls.certificate,
    keyFile: tls.key,
    restoreCommand: backupToolOf(site.tool).restoreCommand(site, 'standby'),
    delay: `${delaySeconds}s`,
    maxQueryDelay: `${Math.max(leastQuerySeconds, Math.floor(delaySeconds / 2))}s`,
    parameters: Object.entries(leaderSizes(topology)).map(([name, value]) => ({ name, value })),
    hba: delayedHbaLines(topology),
  };
}

function siteOf({ topology, node, platform }: NodeContext): NonNullable<ReturnType<typeof backupSite>> {
  const site = backupSite(topology, node, platform);
  if (site === null) throw new TamadaError({ code: 'internal', problem: `${node.name} has nothing to do with backups` });
  return site;
}
