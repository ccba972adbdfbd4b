/** A policy as Consul keeps it. Rules are HCL. */
export interface AclPolicy {
  readonly name: string;
  readonly description: string;
  readonly rules: string;
}

/** A consumer of Consul: its token's value is the secret of that name, and it holds one policy. */
export interface AclConsumer {
  readonly secret: string;
  readonly policy: AclPolicy;
}

type Access = 'read' | 'write';
type Rule = readonly [resource: string, name: string, access: Access] | readonly ['operator', Access];

/** Who may do what in Consul; everything else is denied. One consumer, one policy, one token. */
export function aclConsumers(cluster: string, scope: string): readonly AclConsumer[] {
  return [
    consumer('consul_token_agent', 'tamada-consul', "Consul servers' own", [
      ['node_prefix', '', 'write'],
      ['service_prefix', '', 'read'],
    ]),
    // Patroni 3.0 looks at the node's own agent only to learn the least session TTL.
    consumer('consul_token_patroni', 'tamada-patroni', 'Patroni', [
      ['key_prefix', `service/${scope}/`, 'write'],
      ['session_prefix', '', 'write'],
      ['agent_prefix', '', 'read'],
    ]),
    consumer('consul_token_tamada', 'tamada-agent', 'tamada-agent', [
      ['key_prefix', `tamada/${cluster}/`, 'write'],
      ['key_prefix', `service/${scope}/`, 'read'],
      ['key', `service/${scope}/initialize`, 'write'],
      ['session_prefix', '', 'write'],
      ['node_prefix', '', 'read'],
      ['agent_prefix', '', 'read'],
      ['operator', 'read'],
    ]),
    consumer('consul_token_operator', 'tamada-operator', 'a person who looks at the cluster', [
      ['key_prefix', '', 'read'],
      ['session_prefix', '', 'read'],
      ['node_prefix', '', 'read'],
      ['service_prefix', '', 'read'],
      ['agent_prefix', '', 'read'],
      ['operator', 'read'],
    ]),
  ];
}

function consumer(secret: string, name: string, whose: string, rules: readonly Rule[]): AclConsumer {
  return { secret, policy: { name, description: `${whose} (kept by tamada)`, rules: rules.map(hcl).join('\n') } };
}

function hcl(rule: Rule): string {
  if (rule.length === 2) return `${rule[0]} = "${rule[1]}"`;
  const [resource, name, access] = rule;
  return `${resource} ${JSON.stringify(name)} { policy = "${access}" }`;
}
