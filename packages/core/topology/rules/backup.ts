import { backupNodes, databaseNodes, nodeOf } from '../nodes.ts';
import { nearestHint } from '../nearest.ts';
import type { Rule } from './rule.ts';

const backupSource: Rule = {
  name: 'backup-source',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const { backup } = topology;
    const databases = databaseNodes(topology).map(({ name }) => name);
    if (backup === null || databases.includes(backup.source)) return [];
    const node = nodeOf(topology, backup.source);
    const problem =
      node === undefined ? `${backup.source} is not a node` : `${backup.source} is not a database node, its role is ${node.role}`;
    return [{ path: ['backup', 'source'], at: 'value', problem, hint: nearestHint(backup.source, databases, 'database nodes') }];
  },
};

const backupHost: Rule = {
  name: 'backup-host',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const [first, ...more] = backupNodes(topology);
    if (topology.backup !== null && first === undefined) {
      const hint = 'add a node with the role backup, or remove `backup`';
      return [{ path: ['backup'], at: 'key', problem: 'there is no node with the role backup', hint }];
    }
    return more.map(({ name }) => ({
      path: ['nodes', name, 'role'],
      at: 'value',
      problem: `${name} is a second backup host beside ${first?.name ?? ''}`,
      hint: 'a cluster has at most one',
    }));
  },
};

const backupUnused: Rule = {
  name: 'backup-unused',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: (topology) =>
    topology.backup !== null
      ? []
      : backupNodes(topology).map(({ name }) => ({
          path: ['nodes', name],
          at: 'key',
          problem: `${name} is a backup host, but nothing says what it backs up`,
          hint: 'add `backup: { source: NODE }`',
        })),
};

const backupApart: Rule = {
  name: 'backup-apart',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const source = nodeOf(topology, topology.backup?.source ?? '');
    return backupNodes(topology)
      .filter(({ datacenter }) => datacenter === source?.datacenter)
      .map(({ name, datacenter }) => ({
        path: ['nodes', name, 'datacenter'],
        at: 'value',
        problem: `${name} stands in ${datacenter}, as its source ${source?.name ?? ''} does: one fire takes both`,
        hint: 'place the backup host, or the source, in another datacentre',
      }));
  },
};

export const backupRules: readonly Rule[] = [backupSource, backupHost, backupUnused, backupApart];
