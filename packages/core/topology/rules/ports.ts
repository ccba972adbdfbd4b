import { ports } from '../../platform/ports.ts';
import type { Topology } from '../types.ts';
import type { Finding, Rule } from './rule.ts';

/** Ports that the cluster's programs have on its nodes, none of them for the operator to choose. */
const taken: ReadonlyMap<number, string> = new Map([
  [ports.rw, 'HAProxy (leader)'],
  [ports.ro, 'HAProxy (replicas)'],
  [ports.haproxyHealth, 'HAProxy (health)'],
  [ports.haproxyStats, 'HAProxy (statistics)'],
  [ports.haproxyLeader, 'HAProxy (for tamada-check)'],
  [ports.patroniRest, "Patroni's REST interface"],
  [ports.consulServer, 'Consul (RPC)'],
  [ports.consulSerf, 'Consul (gossip)'],
  [ports.consulHttp, 'Consul (HTTP)'],
  [8302, 'Consul (gossip between datacentres)'],
  [8503, 'Consul (gRPC)'],
  [8600, 'Consul (DNS)'],
]);

const portFree: Rule = {
  name: 'port-free',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) => [...clash(topology, 'postgres'), ...clash(topology, 'agent'), ...sameForBoth(topology)],
};

function clash(topology: Topology, section: 'postgres' | 'agent'): readonly Finding[] {
  const { port } = topology[section];
  const holder = taken.get(port);
  if (holder === undefined) return [];
  const problem = `port ${port} belongs to ${holder} on the same nodes`;
  return [{ path: [section, 'port'], at: 'value', problem, hint: 'choose another port, or leave it out for the default' }];
}

function sameForBoth({ postgres, agent }: Topology): readonly Finding[] {
  if (postgres.port !== agent.port) return [];
  const problem = `port ${agent.port} is PostgreSQL's too`;
  return [{ path: ['agent', 'port'], at: 'value', problem, hint: 'choose another port, or leave it out for the default' }];
}

export const portRules: readonly Rule[] = [portFree];
