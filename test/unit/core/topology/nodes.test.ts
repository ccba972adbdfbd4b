import { consulServers, databaseNodes, nodeOf, requiredSecrets, synchronousNodeCount, topologyJson } from '@tamada/core/topology';
import { describe, expect, it } from 'vitest';
import { edited, goodText, parsed } from './topology-text.ts';

const names = (nodes: readonly { readonly name: string }[]): readonly string[] => nodes.map(({ name }) => name);

describe('nodes by what they run', () => {
  const topology = parsed(goodText);

  it('Consul servers are all but the backup host', () => {
    expect(names(consulServers(topology))).toEqual(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3']);
  });

  it('databases stand in the order of the file, not of the alphabet', () => {
    const swapped = edited(['pg-a1-1: { datacenter: a1, address: 10.10.1.1', 'z-first: { datacenter: a1, address: 10.10.1.1']);
    expect(names(databaseNodes(parsed(swapped)))).toEqual(['z-first', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2']);
  });

  it('a node by its name', () => {
    expect(nodeOf(topology, 'arb-a3')?.address).toBe('10.10.3.1');
    expect(nodeOf(topology, 'arb')).toBeUndefined();
  });
});

describe('synchronous_node_count', () => {
  const cases: readonly (readonly [guarantee: 'datacenter' | 'node' | 'off', layout: readonly string[], count: number])[] = [
    ['datacenter', ['a1', 'a1', 'a2', 'a2'], 2],
    ['datacenter', ['a1', 'a2'], 1],
    ['datacenter', ['a1', 'a1', 'a2'], 2],
    ['datacenter', ['a1', 'a2', 'a2', 'a2'], 3],
    ['datacenter', ['a1', 'a1', 'a2', 'a2', 'a3', 'a3'], 2],
    ['datacenter', ['a1', 'a2', 'a3'], 1],
    ['node', ['a1', 'a1', 'a2', 'a2'], 1],
    ['node', ['a1'], 0],
    ['off', ['a1', 'a1', 'a2', 'a2'], 0],
  ];
  it.each(cases)('%s with databases in %j → %i', (guarantee, layout, count) => {
    expect(synchronousNodeCount(layoutOf(guarantee, layout))).toBe(count);
  });

  it.each(cases.filter(([guarantee]) => guarantee === 'datacenter'))(
    '%s with databases in %j: whoever leads, any choice of that many standbys reaches another datacentre, and no fewer do',
    (guarantee, layout) => {
      const count = synchronousNodeCount(layoutOf(guarantee, layout));
      const mostPeers = Math.max(...layout.map((datacenter) => layout.filter((other) => other === datacenter).length - 1));
      expect(count).toBe(mostPeers + 1);
      expect(count).toBeLessThan(layout.length);
    },
  );

  function layoutOf(guarantee: 'datacenter' | 'node' | 'off', layout: readonly string[]) {
    const nodes = layout.map((datacenter, index) => ({
      name: `n${index}`,
      datacenter,
      address: `10.0.0.${index}`,
      role: 'database' as const,
    }));
    return { ...parsed(goodText), synchronous: { guarantee }, nodes };
  }
});

describe('secrets', () => {
  it('are those of the programs, those that each node has for itself, and one for each VIP and each user', () => {
    const withUsers = parsed(edited(['version: 15', 'users: { app: {}, report: {} }']));
    expect(requiredSecrets(withUsers).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'consul_gossip gossip_key',
      'consul_token_management uuid',
      'consul_token_operator uuid',
      'postgres_superuser password',
      'postgres_replication password',
      'postgres_rewind password',
      'patroni_rest password',
      ...['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].flatMap((node) =>
        ['agent', 'patroni', 'tamada'].map((whose) => `consul_token_${whose}_${node} uuid`),
      ),
      'consul_token_agent_arb-a3 uuid',
      'consul_token_tamada_arb-a3 uuid',
      'keepalived_a1 keepalived_password',
      'keepalived_a2 keepalived_password',
      'postgres_backup password',
      'ssh_backup ssh_key',
      'ssh_archive ssh_key',
      ...['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'backup'].map((node) => `ssh_host_${node} ssh_key`),
      'user_app password',
      'user_report password',
    ]);
  });
});

it('equal topologies give equal JSON, however the file is written', () => {
  const one = edited(['version: 15', 'parameters: { work_mem: 16MB, max_connections: 200 }']);
  const other = edited(['version: 15', 'parameters:\n    max_connections: 200\n    work_mem: "16MB"\n  port: 5432']);
  expect(topologyJson(parsed(one))).toBe(topologyJson(parsed(other)));
  expect(topologyJson(parsed(one))).not.toBe(topologyJson(parsed(goodText)));
});
