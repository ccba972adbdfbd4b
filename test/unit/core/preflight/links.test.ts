import { neededLinks, peerPorts } from '@tamada/core/preflight';
import { expect, test } from 'vitest';
import { topology } from '../../../builders/cluster.ts';

const cluster = topology();
const links = neededLinks(cluster);

test.each([
  { port: 8300, protocol: 'tcp', nodes: 5 },
  { port: 8301, protocol: 'tcp', nodes: 5 },
  { port: 8301, protocol: 'udp', nodes: 5 },
  { port: 5432, protocol: 'tcp', nodes: 4 },
  { port: 8008, protocol: 'tcp', nodes: 4 },
])('$protocol $port is needed between $nodes nodes, in both directions', ({ port, protocol, nodes }) => {
  const of = links.filter((link) => link.port === port && link.protocol === protocol);
  expect(of).toHaveLength(nodes * (nodes - 1));
  expect(of.every(({ from, to }) => of.some((back) => back.from === to && back.to === from))).toBe(true);
});

test('VRRP is needed between the hosts of a VIP, and of nobody else', () => {
  const between = (change: Parameters<typeof topology>[0]): string[] =>
    neededLinks(topology(change))
      .filter(({ protocol }) => protocol === 'vrrp')
      .map(({ from, to }) => `${from.name} ${to.name}`);
  expect(between({})).toEqual(['pg-a1-1 pg-a1-2', 'pg-a1-2 pg-a1-1', 'pg-a2-1 pg-a2-2', 'pg-a2-2 pg-a2-1']);
  expect(between({ datacenters: cluster.datacenters.map((one) => ({ ...one, vip: null })) })).toEqual([]);
});

test('PostgreSQL is looked for where the topology has it', () => {
  const moved = topology({ postgres: { ...cluster.postgres, port: 6432 } });
  expect(neededLinks(moved).some(({ port }) => port === 5432)).toBe(false);
  expect(neededLinks(moved).filter(({ port }) => port === 6432)).toHaveLength(12);
});

test.each([
  { node: 'pg-a1-1', ports: ['tcp 8300', 'tcp 8301', 'udp 8301', 'tcp 5432', 'tcp 8008', 'vrrp 0'] },
  { node: 'arb-a3', ports: ['tcp 8300', 'tcp 8301', 'udp 8301'] },
  { node: 'backup', ports: [] },
])('peers connect to $ports of $node', ({ node, ports }) => {
  const one = cluster.nodes.find(({ name }) => name === node)!;
  expect(peerPorts(cluster, one).map(({ port, protocol }) => `${protocol} ${String(port)}`)).toEqual(ports);
});
