import { defaults } from '../defaults.ts';

/** The first lines of every topology file. */
export function heading(name: string, shape: string): string {
  return `\
# yaml-language-server: $schema=./cluster.schema.json
#
# ${shape}
# A line that is commented out shows a default. \`tamada topology show\` prints the file with every default filled in,
# \`tamada validate\` says what is wrong with it.

# Name of the cluster. It stays as it is once the cluster stands.
name: ${name}
`;
}

/** Every key that has a default, commented out at that default; one that is uncommented unchanged changes nothing. */
export function settings(name: string, guarantee: 'datacenter' | 'node'): string {
  const { postgres, readOnly, failover, consul, agent, packages, synchronous } = defaults;
  const chosen = guarantee === synchronous.guarantee ? `the default` : `the default is ${synchronous.guarantee}`;
  return `\
# What a commit waits for (${chosen}):
#   datacenter  a standby in another datacentre has the row: it survives the loss of any one datacentre
#   node        some standby has the row: it survives the loss of any one server
#   off         nothing: a failover loses what no standby had received
synchronous:
  guarantee: ${guarantee}

postgres:
  version: ${postgres.version}
  # port: ${postgres.port}
  # Both stay as they are once the cluster stands. The locale must exist on every database node.
  # locale: ${postgres.locale}
  # encoding: ${postgres.encoding}
  # Server parameters as in postgresql.conf, for example { work_mem: 16MB }.
  # parameters: {}
  # Users that may log in, for example { app: { options: [CREATEDB] } }; the password of app is the secret user_app.
  # users: {}
  # Databases, for example { app: { owner: app } }; without an owner it belongs to postgres.
  # databases: {}
  # Lines for pg_hba.conf after those that the cluster needs, for example "hostssl app app 10.0.0.0/8 scram-sha-256".
  # hba: []

# Networks whose applications may reach HAProxy: port 5555 (the leader), 5556 (the replicas). None by default.
clients: [10.0.0.0/8]

# Whether port 5556 leads to the leader while no replica is there; otherwise reads fail then.
# readOnly:
#   fallbackToLeader: ${readOnly.fallbackToLeader}

# How fast a lost leader is replaced.
# failover:
#   profile: ${failover.profile}

# Who installs the programs. With managed tamada does, by the system's package manager; with external you do, and tamada prints
# the command.
# packages: ${packages}

# Consul's own name for its one datacentre, which spans all of ours; it stays as it is. The log level is WARN, INFO or DEBUG.
# consul:
#   datacenter: ${name}
#   logLevel: ${consul.logLevel}

# TCP port of tamada-agent on every server.
# agent:
#   port: ${agent.port}

# Rules that are warnings for this cluster, not errors; the error names the rule.
# allow: []
`;
}
