import * as z from 'zod';
import { defaults } from './defaults.ts';
import { allowableRules } from './rules/index.ts';
import { backupSchema } from './schema/backup.ts';
import { datacentersSchema, nodesSchema } from './schema/places.ts';
import { postgresSchema } from './schema/postgres.ts';
import { cidr, name, port, section } from './schema/values.ts';

/** What the operator writes as `cluster.yaml`. Descriptions and examples are shown by editors and by error messages. */
export const topologySchema = z
  .strictObject({
    name: name.meta({
      description: 'Name of the cluster: the scope in Patroni, a part of paths in Consul. Cannot be changed later.',
      examples: ['geo'],
    }),
    datacenters: datacentersSchema,
    nodes: nodesSchema,
    postgres: postgresSchema,
    synchronous: section({
      guarantee: z.enum(['datacenter', 'node', 'off']).nullish().meta({
        description:
          'datacenter: a committed row survives the loss of any one datacentre; node: of any one node; off: commits wait for no standby.',
        default: defaults.synchronous.guarantee,
      }),
    }).meta({ description: 'What a commit waits for.' }),
    clients: z
      .array(cidr)
      .nullish()
      .meta({
        description: 'Networks whose applications may reach ports 5555 (leader) and 5556 (replicas).',
        examples: [['10.0.0.0/8']],
        default: [],
      }),
    readOnly: section({
      fallbackToLeader: z.boolean().nullish().meta({
        description: 'Whether port 5556 leads to the leader while no replica is there; otherwise reads fail then.',
        default: defaults.readOnly.fallbackToLeader,
      }),
    }).meta({ description: 'Where port 5556 leads.' }),
    backup: backupSchema,
    failover: section({
      profile: z.enum(['default']).nullish().meta({
        description: 'The set of timings of Patroni and Consul.',
        default: defaults.failover.profile,
      }),
    }).meta({ description: 'How fast a lost leader is replaced.' }),
    packages: z.enum(['managed', 'external']).nullish().meta({
      description:
        "managed: tamada installs the programs by the system's package manager; external: you do, and tamada prints the command.",
      default: defaults.packages,
    }),
    consul: section({
      datacenter: name.nullish().meta({
        description: "Consul's own datacentre name, one for all servers. The default is the cluster's name. Cannot be changed later.",
        examples: ['geo'],
      }),
      logLevel: z.enum(['INFO', 'WARN', 'DEBUG']).nullish().meta({ description: "Consul's log level.", default: defaults.consul.logLevel }),
    }).meta({ description: 'Settings of Consul, which holds the cluster’s state.' }),
    agent: section({
      port: port.nullish().meta({ description: 'TCP port that tamada-agent listens on.', default: defaults.agent.port }),
    }).meta({ description: 'Settings of tamada-agent.' }),
    allow: z
      .array(z.enum(allowableRules))
      .nullish()
      .meta({
        description: 'Names of rules that are warnings for this cluster, not errors.',
        examples: [['consul-majority']],
        default: [],
      }),
  })
  .meta({ title: 'tamada topology', description: 'What a tamada cluster is made of.' });

/** The JSON Schema of `cluster.yaml`, for editors. */
export function topologyJsonSchema(): object {
  return z.toJSONSchema(topologySchema, { io: 'input', target: 'draft-7' });
}
