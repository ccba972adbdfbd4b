import { databaseNodes } from '../../topology/nodes.ts';
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
    ...userLines(topology, members),
    ...topology.postgres.hba,
  ];
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
