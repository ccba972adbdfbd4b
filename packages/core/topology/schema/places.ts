import * as z from 'zod';
import { roles } from '../../platform/index.ts';
import { address, cidr, name, section } from './values.ts';

const vipExamples = ['10.10.1.3/24'];

const vipSchema = z
  .union([
    cidr,
    z.strictObject({
      address: cidr.meta({ description: 'The address with the prefix length of its network.', examples: vipExamples }),
      virtualRouterId: z.int().min(1).max(255).nullish().meta({
        description: 'VRRP virtual router id, unique on the network. The default counts up from 51 in the order of the datacentres.',
      }),
    }),
  ])
  .nullish()
  .meta({
    description: 'Virtual address that applications of this datacentre connect to, with the prefix length of its network.',
    examples: vipExamples,
  });

export const datacentersSchema = z
  .record(name, section({ vip: vipSchema }).meta({ description: 'A datacentre.' }))
  .meta({ description: 'The datacentres by name.', examples: [{ a1: { vip: '10.10.1.3/24' } }] });

const nodeSchema = z
  .strictObject({
    datacenter: z.string().meta({ description: 'Name of the datacentre that it stands in.', examples: ['a1'] }),
    address: address.meta({ description: 'IPv4 address by which the nodes reach each other.', examples: ['10.10.1.1'] }),
    role: z.enum(roles).meta({
      description: 'database: Consul server, Patroni, PostgreSQL; witness: Consul server only; backup: backups, no part in the quorum.',
    }),
  })
  .meta({ description: 'A server.' });

export const nodesSchema = z.record(name, nodeSchema).meta({
  description: 'The servers by name. The first database node is the first leader.',
  examples: [{ 'pg-a1-1': { datacenter: 'a1', address: '10.10.1.1', role: 'database' } }],
});
