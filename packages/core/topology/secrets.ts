import type { Topology } from './types.ts';

/** A secret that the cluster needs. The name is that of its slot. */
export interface RequiredSecret {
  readonly name: string;
  readonly kind: 'password' | 'uuid' | 'gossip_key' | 'keepalived_password';
  /** What it is for, as an operator reads it. */
  readonly purpose: string;
}

const always: readonly RequiredSecret[] = [
  { name: 'consul_gossip', kind: 'gossip_key', purpose: 'encrypts gossip between the Consul servers' },
  { name: 'consul_token_management', kind: 'uuid', purpose: "Consul's management token: makes the other tokens" },
  { name: 'consul_token_agent', kind: 'uuid', purpose: "each Consul server's own token" },
  { name: 'consul_token_patroni', kind: 'uuid', purpose: "Patroni's Consul token" },
  { name: 'consul_token_tamada', kind: 'uuid', purpose: "tamada-agent's Consul token" },
  { name: 'consul_token_operator', kind: 'uuid', purpose: "a person's Consul token, for looking at the cluster" },
  { name: 'postgres_superuser', kind: 'password', purpose: 'the PostgreSQL user postgres' },
  { name: 'postgres_replication', kind: 'password', purpose: 'the PostgreSQL user of replication' },
  { name: 'postgres_rewind', kind: 'password', purpose: 'the PostgreSQL user of pg_rewind' },
  { name: 'patroni_rest', kind: 'password', purpose: "unsafe calls of Patroni's REST interface" },
];

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
  return [...always, ...vips, ...users];
}

/** Name of the secret that the hosts of a datacentre share for its VIP. */
function keepalivedSecret(datacenter: string): string {
  return `keepalived_${datacenter}`;
}
