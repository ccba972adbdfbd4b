import { heading, settings } from './settings.ts';

/** Three servers in one datacentre: any one server may be lost. */
export function singleDatacenter(name: string): string {
  return `\
${heading(name, 'Two databases and a witness in one datacentre: any one server may be lost.')}
# The datacentre's virtual address (VIP), kept by keepalived; written with the prefix length of its network.
datacenters:
  a1: { vip: 10.10.1.3/24 }

# The servers, by the names under which they are enrolled. Addresses are IPv4. Roles:
#   database  Consul server, Patroni and PostgreSQL, HAProxy, keepalived; the first one in the file is the first leader
#   witness   Consul server only: its vote decides who goes on when a server is lost
#   backup    backups and the delayed replica, which come later; has no vote
nodes:
  pg-1:      { datacenter: a1, address: 10.10.1.1, role: database }
  pg-2:      { datacenter: a1, address: 10.10.1.2, role: database }
  witness-1: { datacenter: a1, address: 10.10.1.5, role: witness }

${settings(name, 'node')}
# Used by backups, which come later. They need a node with the role backup; then name the database node that they are taken from:
# { source: pg-2, delayedReplica: { delay: 1d } }
# backup: null
`;
}
