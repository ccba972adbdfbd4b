import type { Role, TokenOfNode } from '@tamada/core/topology';
import { secretOfNode } from '@tamada/core/topology';

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

/** A node that runs Consul. */
export interface AclNode {
  readonly name: string;
  readonly role: Exclude<Role, 'backup'>;
}

export interface AclScope {
  readonly cluster: string;
  /** Patroni's. */
  readonly scope: string;
  readonly nodes: readonly AclNode[];
}

type Access = 'read' | 'write';
type Rule = readonly [resource: string, name: string, access: Access] | readonly ['operator', Access];

/**
 * Who may do what in Consul; everything else is denied. One consumer on one node, one policy, one token. Consul knows sessions by the
 * node that they were made on: so each consumer can end those of its own node and no others.
 */
export function aclConsumers({ cluster, scope, nodes }: AclScope): readonly AclConsumer[] {
  return [
    ...nodes.flatMap((node) => [serverOf(node), ...patroniOf(node, scope), agentOf(node, cluster, scope)]),
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

function serverOf(node: AclNode): AclConsumer {
  return ofNode(node, 'consul_token_agent', 'tamada-consul', 'the Consul server', [
    ['node', node.name, 'write'],
    ['node_prefix', '', 'read'],
    ['service_prefix', '', 'read'],
  ]);
}

/** A member. It looks at the node's own Consul only to learn the least session TTL. */
function patroniOf(node: AclNode, scope: string): readonly AclConsumer[] {
  if (node.role !== 'database') return [];
  return [
    ofNode(node, 'consul_token_patroni', 'tamada-patroni', 'Patroni', [
      ['key_prefix', `service/${scope}/`, 'write'],
      ['session', node.name, 'write'],
      ['agent', node.name, 'read'],
    ]),
  ];
}

/** An agent writes one of Patroni's keys; a witness's agent writes none, because it has no PostgreSQL. */
function agentOf(node: AclNode, cluster: string, scope: string): AclConsumer {
  const initialize: Rule = ['key', `service/${scope}/initialize`, 'write'];
  return ofNode(node, 'consul_token_tamada', 'tamada-agent', 'tamada-agent', [
    ['key_prefix', `tamada/${cluster}/`, 'read'],
    ['key', `tamada/${cluster}/lease`, 'write'],
    ['key_prefix', `tamada/${cluster}/history/`, 'write'],
    ['key_prefix', `service/${scope}/`, 'read'],
    ...(node.role === 'database' ? [initialize] : []),
    ['session', node.name, 'write'],
    ['node_prefix', '', 'read'],
    ['agent', node.name, 'read'],
    ['operator', 'read'],
  ]);
}

function ofNode({ name }: AclNode, token: TokenOfNode, policy: string, whose: string, rules: readonly Rule[]): AclConsumer {
  return consumer(secretOfNode(token, name), `${policy}-${name}`, `${whose} on ${name}`, rules);
}

function consumer(secret: string, name: string, whose: string, rules: readonly Rule[]): AclConsumer {
  return { secret, policy: { name, description: `${whose} (kept by tamada)`, rules: rules.map(hcl).join('\n') } };
}

function hcl(rule: Rule): string {
  if (rule.length === 2) return `${rule[0]} = "${rule[1]}"`;
  const [resource, name, access] = rule;
  return `${resource} ${JSON.stringify(name)} { policy = "${access}" }`;
}
