import { backupNodes, databaseNodes, nodeOf } from '../nodes.ts';
import { durationText } from '../duration.ts';
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

/** Delays of the replica that the archive holds at least: while it stands still for as long as it is behind, nothing that it needs is removed. */
const delaysKept = 2;

/** No tool knows the replica: what it still has to read must lie within the window. */
const backupWindow: Rule = {
  name: 'backup-window',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ backup }) => {
    if (backup === null) return [];
    const { retention, delayedReplica } = backup;
    const path = ['backup', 'retention', 'window'];
    const least = delaysKept * (delayedReplica?.delaySeconds ?? 0);
    if (retention.windowSeconds >= least) return [];
    const problem = `a window of ${durationText(retention.windowSeconds)} would starve the delayed replica, which is ${durationText(delayedReplica?.delaySeconds ?? 0)} behind`;
    return [{ path, at: 'value', problem, hint: `twice the delay is the least: \`${Math.ceil(least / 86_400)}d\`` }];
  },
};

const backupSchedule: Rule = {
  name: 'backup-schedule',
  level: 'warning',
  allowable: false,
  scope: 'part',
  check: ({ backup }) =>
    backup === null
      ? []
      : (['full', 'expire'] as const)
          .filter((timer) => backup.schedule[timer] === null)
          .map((timer) => ({ path: ['backup', 'schedule', timer], at: 'value', problem: without[timer], hint: 'give it a time' })),
};

const without = {
  full: 'without full backups nothing that is old can be removed, and a restore takes longer every day',
  expire: 'without it the catalogue grows until its disk is full',
} as const;

export const backupRules: readonly Rule[] = [backupSource, backupHost, backupUnused, backupApart, backupWindow, backupSchedule];
