import { heading, settings } from './settings.ts';

/** Two databases in each of two datacentres, a witness in a third: any one datacentre may be lost. */
export function twoPlusTwoPlusOne(name: string): string {
  return `\
${heading(name, 'Two databases in each of two datacentres and a witness in a third: any one datacentre may be lost.')}
# A virtual address (VIP) in each datacentre with databases, kept by keepalived; written with the prefix
# length of its network.
datacenters:
  a1: { vip: 10.10.1.3/24 }
  a2: { vip: 10.10.2.3/24 }
  a3: {}

# The servers, by the names under which they are enrolled. Addresses are IPv4. Roles:
#   database  Consul server, Patroni and PostgreSQL, HAProxy, keepalived; the first one in the file is the first leader
#   witness   Consul server only: its vote decides which side of a cut goes on
#   backup    backups and the delayed replica, which come later; has no vote
nodes:
  pg-a1-1: { datacenter: a1, address: 10.10.1.1, role: database }
  pg-a1-2: { datacenter: a1, address: 10.10.1.2, role: database }
  pg-a2-1: { datacenter: a2, address: 10.10.2.1, role: database }
  pg-a2-2: { datacenter: a2, address: 10.10.2.2, role: database }
  arb-a3:  { datacenter: a3, address: 10.10.3.1, role: witness }
  backup:  { datacenter: a1, address: 10.10.1.4, role: backup }

${settings(name, 'datacenter')}
# Used by backups, which come later: the database node that they are taken from, and how far the delayed replica stays behind.
# \`tamada validate\` warns while the source stands in the datacentre of the backup host: one fire would take both.
backup:
  source: pg-a1-2
  delayedReplica: { delay: 1d }
`;
}
