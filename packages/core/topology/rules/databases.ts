import { timingOf, timingProblems } from '../../timing/index.ts';
import { countByDatacenter, databaseNodes } from '../nodes.ts';
import type { Rule } from './rule.ts';

const atNodes = { path: ['nodes'], at: 'key' } as const;

const databaseNodesFew: Rule = {
  name: 'database-nodes-few',
  level: 'error',
  allowable: true,
  scope: 'whole',
  check: (topology) => {
    const count = databaseNodes(topology).length;
    if (count >= 2) return [];
    const problem = count === 0 ? 'there is no database node' : 'with one database node there is none to take over';
    return [{ ...atNodes, problem, hint: 'add nodes with the role database: two are the least' }];
  },
};

/** Every HAProxy asks every Patroni: with too many of them no set of timings is calm and quick enough. */
const databaseNodesMany: Rule = {
  name: 'database-nodes-many',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const fits = (databases: number): boolean => timingProblems(timingOf(topology.failover.profile, databases)).length === 0;
    const count = databaseNodes(topology).length;
    if (count === 0 || fits(count)) return [];
    let most = count - 1;
    while (most > 1 && !fits(most)) most -= 1;
    const problem = `${count} database nodes ask each other's Patroni too often, or learn too late where reads may go`;
    return [{ ...atNodes, problem, hint: `${most} are the most` }];
  },
};

const databaseAlone: Rule = {
  name: 'database-alone',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: (topology) =>
    [...countByDatacenter(databaseNodes(topology))]
      .filter(([, count]) => count === 1)
      .map(([datacenter]) => ({
        path: ['datacenters', datacenter],
        at: 'key',
        problem: `${datacenter} has one database node: when it is lost, every request of this datacentre goes to another one`,
        hint: 'add a second database node there',
      })),
};

const guaranteeDatacenter: Rule = {
  name: 'guarantee-datacenter',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const databases = databaseNodes(topology);
    const places = countByDatacenter(databases);
    if (topology.synchronous.guarantee !== 'datacenter' || places.size >= 2 || databases.length < 2) return [];
    return [
      {
        path: ['synchronous', 'guarantee'],
        at: 'value',
        problem: 'the guarantee `datacenter` needs database nodes in two datacentres',
        hint: 'add a database node in another datacentre, or write `synchronous: { guarantee: node }`',
      },
    ];
  },
};

const guaranteeOff: Rule = {
  name: 'guarantee-off',
  level: 'warning',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    topology.synchronous.guarantee !== 'off'
      ? []
      : [
          {
            path: ['synchronous', 'guarantee'],
            at: 'value',
            problem: 'with the guarantee `off` a failover loses the rows that no standby had received',
            hint: 'write `node` or `datacenter` to keep every acknowledged row',
          },
        ],
};

export const databaseRules: readonly Rule[] = [databaseNodesFew, databaseNodesMany, databaseAlone, guaranteeDatacenter, guaranteeOff];
