import { databaseNodes } from '../../topology/nodes.ts';
import type { Topology } from '../../topology/types.ts';
import { postgresUsers } from '../postgres-users.ts';

/** Lines of pg_hba.conf; what none of them names is refused. The first that fits counts. */
export function hbaLines(topology: Topology): readonly string[] {
  const { superuser, replication, rewind } = postgresUsers;
  const members = databaseNodes(topology).map(({ address }) => `${address}/32`);
  return [
    `local all ${superuser} peer`,
    `local replication ${replication} scram-sha-256`,
    ...members.map((network) => `hostssl replication ${replication} ${network} scram-sha-256`),
    ...members.map((network) => `hostssl ${superuser} ${rewind} ${network} scram-sha-256`),
    ...userLines(topology, members),
    ...topology.postgres.hba,
  ];
}

/** The topology's users come through the members' HAProxy, so from a member's address, or straight from the clients' networks. */
function userLines(topology: Topology, members: readonly string[]): readonly string[] {
  const networks = [...new Set([...members, ...topology.clients])];
  return topology.postgres.users.flatMap(({ name, options }) => {
    const databases = options.includes('REPLICATION') ? 'all,replication' : 'all';
    return networks.map((network) => `host ${databases} ${name} ${network} scram-sha-256`);
  });
}
