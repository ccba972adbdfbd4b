import type { SecretKind } from '../secrets/index.ts';
import { consulServers, databaseNodes } from './nodes.ts';
import type { Topology } from './types.ts';

/** PostgreSQL users of the cluster itself; the topology's own come on top. */
export const postgresUsers = { superuser: 'postgres', replication: 'replicator', rewind: 'rewind' } as const;

/** A secret that the cluster needs. The name is that of its slot. */
export interface RequiredSecret {
  readonly name: string;
  readonly kind: SecretKind;
  /** What it is for, as an operator reads it. */
  readonly purpose: string;
}

const always: readonly RequiredSecret[] = [
  { name: 'consul_gossip', kind: 'gossip_key', purpose: 'encrypts gossip between the Consul servers' },
  {
    name: 'consul_token_management',
    kind: 'uuid',
    purpose: "Consul's management token: makes the other tokens, rests in the workspace only",
  },
  {
    name: 'consul_token_operator',
    kind: 'uuid',
    purpose: "a person's Consul token, for looking at the cluster; rests in the workspace only",
  },
  { name: 'postgres_superuser', kind: 'password', purpose: 'the PostgreSQL user postgres' },
  { name: 'postgres_replication', kind: 'password', purpose: 'the PostgreSQL user of replication' },
  { name: 'postgres_rewind', kind: 'password', purpose: 'the PostgreSQL user of pg_rewind' },
  { name: 'patroni_rest', kind: 'password', purpose: "unsafe calls of Patroni's REST interface" },
];

/** Tokens that each node has for itself. On the node they go by these names, which are those of their slots. */
const tokensOfNode = ['consul_token_agent', 'consul_token_patroni', 'consul_token_tamada'] as const;
export type TokenOfNode = (typeof tokensOfNode)[number];

const whose: Readonly<Record<TokenOfNode, string>> = {
  consul_token_agent: 'the Consul server',
  consul_token_patroni: 'Patroni',
  consul_token_tamada: 'tamada-agent',
};

/** The workspace's name for what a node calls `slot`: a node's own token carries the node's name, everything else is shared. */
export function secretOfNode(slot: string, node: string): string {
  return tokensOfNode.some((token) => token === slot) ? `${slot}_${node}` : slot;
}

function nodeTokens(topology: Topology): readonly RequiredSecret[] {
  const patronis = databaseNodes(topology);
  return consulServers(topology).flatMap((node) =>
    tokensOfNode
      .filter((token) => token !== 'consul_token_patroni' || patronis.includes(node))
      .map((token): RequiredSecret => ({
        name: secretOfNode(token, node.name),
        kind: 'uuid',
        purpose: `the Consul token of ${whose[token]} on ${node.name}`,
      })),
  );
}

/** Every secret that the cluster needs, in a stable order. */
export function requiredSecrets(topology: Topology): readonly RequiredSecret[] {
  const users = topology.postgres.users.map(({ name }): RequiredSecret => ({
    name: `user_${name}`,
    kind: 'password',
    purpose: `the PostgreSQL user ${name}`,
  }));
  const vips = topology.datacenters.flatMap(({ name, vip }): readonly RequiredSecret[] =>
    vip === null ? [] : [{ name: keepalivedSecret(name), kind: 'keepalived_password', purpose: `keepalived between the hosts of ${name}` }],
  );
  return [...always, ...nodeTokens(topology), ...vips, ...users];
}

/** Name of the secret that the hosts of a datacentre share for its VIP. */
function keepalivedSecret(datacenter: string): string {
  return `keepalived_${datacenter}`;
}
