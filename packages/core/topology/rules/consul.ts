import { consulServers, countByDatacenter } from '../nodes.ts';
import type { Rule } from './rule.ts';

const atNodes = { path: ['nodes'], at: 'key' } as const;

const consulServersOdd: Rule = {
  name: 'consul-servers-odd',
  level: 'error',
  allowable: true,
  scope: 'whole',
  check: (topology) => {
    const count = consulServers(topology).length;
    if (count === 0 || count % 2 === 1) return [];
    const hint = 'add a node with the role witness, best in a datacentre of its own';
    return [
      { ...atNodes, problem: `${count} is an even number of Consul servers: they survive no more losses than ${count - 1} would`, hint },
    ];
  },
};

const consulServersFew: Rule = {
  name: 'consul-servers-few',
  level: 'error',
  allowable: true,
  scope: 'whole',
  check: (topology) => {
    const count = consulServers(topology).length;
    if (count === 0 || count >= 3) return [];
    const problem = `${count} Consul server${count === 1 ? '' : 's'} cannot lose any: three are the least`;
    return [{ ...atNodes, problem, hint: 'add nodes with the role database or witness' }];
  },
};

const consulServersMany: Rule = {
  name: 'consul-servers-many',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const count = consulServers(topology).length;
    if (count <= 7) return [];
    return [{ ...atNodes, problem: `${count} Consul servers make every write slow`, hint: 'five are usual, seven the most that helps' }];
  },
};

const consulMajority: Rule = {
  name: 'consul-majority',
  level: 'error',
  allowable: true,
  scope: 'whole',
  check: (topology) => {
    const servers = consulServers(topology);
    const counts = [...countByDatacenter(servers)];
    if (topology.datacenters.length < 2) return [];
    return counts
      .filter(([, count]) => count > servers.length / 2)
      .map(([datacenter, count]) => ({
        path: ['datacenters', datacenter],
        at: 'key',
        problem: `${datacenter} holds ${count} of ${servers.length} Consul servers: losing it stops the whole cluster`,
        hint: 'spread the servers over three datacentres so that none holds the majority; a witness is enough for the third',
      }));
  },
};

export const consulRules: readonly Rule[] = [consulServersOdd, consulServersFew, consulServersMany, consulMajority];
