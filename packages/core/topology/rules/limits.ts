import { durationText } from '../duration.ts';
import { countByDatacenter, databaseNodes } from '../nodes.ts';
import { releaseOf } from '../parameters/bounds.ts';
import type { Topology } from '../types.ts';
import type { Finding, Path, Rule } from './rule.ts';

/** How much of something a topology may have. A test renders the greatest topology and lets the real programs judge it. */
export interface Limit {
  readonly path: Path;
  readonly most: number;
  readonly what: string;
  readonly why: string;
  readonly count: (topology: Topology) => number;
}

const tried = 'no larger one has been tried';

export const topologyLimits: readonly Limit[] = [
  { path: ['datacenters'], most: 50, what: 'datacentres', why: tried, count: ({ datacenters }) => datacenters.length },
  { path: ['nodes'], most: 50, what: 'nodes', why: tried, count: ({ nodes }) => nodes.length },
  { path: ['clients'], most: 10_000, what: 'networks', why: 'name larger networks', count: ({ clients }) => clients.length },
  { path: ['postgres', 'users'], most: 500, what: 'users', why: tried, count: ({ postgres }) => postgres.users.length },
  { path: ['postgres', 'databases'], most: 1000, what: 'databases', why: tried, count: ({ postgres }) => postgres.databases.length },
  {
    path: ['postgres', 'hba'],
    most: 1000,
    what: 'lines',
    why: 'PostgreSQL reads them one by one for each connection',
    count: ({ postgres }) => postgres.hba.length,
  },
  {
    path: ['postgres', 'users'],
    most: 40_000,
    what: 'pairs of a user and a network',
    why: 'PostgreSQL compares them one by one for each connection: name fewer and larger networks in `clients`',
    count: (topology) => topology.postgres.users.length * (topology.clients.length + databaseNodes(topology).length),
  },
  {
    path: ['postgres', 'parameters'],
    most: 100_000,
    what: 'characters',
    why: 'Consul keeps them in one value of 512 KB',
    count: ({ postgres }) => JSON.stringify(postgres.parameters).length,
  },
];

const tooMany: Rule = {
  name: 'too-many',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    topologyLimits.flatMap(({ path, most, what, why, count }): Finding[] => {
      const counted = count(topology);
      if (counted <= most) return [];
      return [{ path, at: 'key', problem: `${counted} ${what} in \`${path.join('.')}\` are more than ${most}`, hint: why }];
    }),
};

/** keepalived lets a host wait the longer the lower its priority is, and each host has one less than the one before. */
export const mostVipHosts = 11;

const vipHostsMany: Rule = {
  name: 'vip-hosts-many',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) => {
    const databases = countByDatacenter(databaseNodes(topology));
    return topology.datacenters.flatMap(({ name, vip }): Finding[] => {
      const count = databases.get(name) ?? 0;
      if (vip === null || count <= mostVipHosts) return [];
      const problem = `${count} database nodes of ${name} are too many for one VIP: the last would take it too late`;
      return [
        { path: ['datacenters', name], at: 'key', problem, hint: `${mostVipHosts} are the most; place the others in another datacentre` },
      ];
    });
  },
};

/** PostgreSQL counts the delay in milliseconds, in 31 bits. */
const backupDelay: Rule = {
  name: 'backup-delay',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ backup, postgres }) => {
    const seconds = backup?.delayedReplica?.delaySeconds ?? 0;
    const most = Math.floor((releaseOf(postgres.version).parameters.recovery_min_apply_delay?.most ?? 0) / 1000);
    if (seconds <= most) return [];
    const days = Math.floor(most / 86_400);
    const problem = `PostgreSQL cannot stay ${durationText(seconds)} behind`;
    return [{ path: ['backup', 'delayedReplica', 'delay'], at: 'value', problem, hint: `${days}d is the most` }];
  },
};

export const limitRules: readonly Rule[] = [tooMany, vipHostsMany, backupDelay];
