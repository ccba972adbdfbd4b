import { backupNodes, databaseNodes } from '../../topology/nodes.ts';
import { postgresUsers } from '../../topology/secrets.ts';
import type { Topology } from '../../topology/types.ts';

/** Lines of pg_hba.conf; what none of them names is refused. The first that fits counts. */
export function hbaLines(topology: Topology): readonly string[] {
  const [superuser, replication, rewind] = [
    quoted(postgresUsers.superuser),
    quoted(postgresUsers.replication),
    quoted(postgresUsers.rewind),
  ];
  const members = databaseNodes(topology).map(({ address }) => `${address}/32`);
  return [
    `local all ${superuser} peer`,
    `local replication ${replication} scram-sha-256`,
    ...members.map((network) => `hostssl replication ${replication} ${network} scram-sha-256`),
    ...members.map((network) => `hostssl "postgres" ${rewind} ${network} scram-sha-256`),
    ...backupLines(topology),
    ...userLines(topology, members),
    ...topology.postgres.hba,
  ];
}

/** The backup tool's user: over the socket as the system's user of PostgreSQL, or from the backup host. */
function backupLines(topology: Topology): readonly string[] {
  const user = quoted(postgresUsers.backup);
  const hosts = backupNodes(topology).map(({ address }) => `${address}/32`);
  switch (topology.backup?.tool) {
    case 'pgbackrest':
      return [`local "postgres" ${user} peer map=${backupMap}`];
    case 'pg_probackup':
      return hosts.flatMap((network) => [
        `hostssl "postgres" ${user} ${network} scram-sha-256`,
        `hostssl replication ${user} ${network} scram-sha-256`,
      ]);
    case undefined:
      return [];
  }
}

const backupMap = 'tamada-backup';

/** Lines of pg_ident.conf: who of the system may be whom. */
export function identLines(topology: Topology, systemUser: string): readonly string[] {
  return topology.backup?.tool === 'pgbackrest' ? [`${backupMap} ${quoted(systemUser)} ${quoted(postgresUsers.backup)}`] : [];
}

/** The delayed replica's: people and reports, who come straight to it; nobody replicates from it. */
export function delayedHbaLines(topology: Topology): readonly string[] {
  const members = databaseNodes(topology).map(({ address }) => `${address}/32`);
  return [`local all ${quoted(postgresUsers.superuser)} peer`, ...userLines(topology, members), ...topology.postgres.hba];
}

/** The topology's users come through the members' HAProxy, so from a member's address, or straight from the clients' networks. */
function userLines({ postgres, clients }: Topology, members: readonly string[]): readonly string[] {
  const networks = [...new Set([...members, ...clients])];
  const lines = (databases: string, replicates: boolean): readonly string[] => {
    const names = postgres.users.filter(({ options }) => options.includes('REPLICATION') === replicates).map(({ name }) => quoted(name));
    return names.length === 0 ? [] : networks.map((network) => `host ${databases} ${names.join(',')} ${network} scram-sha-256`);
  };
  return [...lines('all', false), ...lines('all,replication', true)];
}

/** In quotes a word such as `all` is only a name. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
