import type { Program } from '@tamada/core/facts';
import { nodePrograms } from '@tamada/core/platform';
import { consulServers, databaseNodes, type Topology } from '@tamada/core/topology';
import type { NodeStatus } from '@tamada/core/view';
import { backupPhase } from './backup-host.ts';
import { readyNodes } from './ready-nodes.ts';
import { syncCondition, vipPlaces } from './settled.ts';
import { onEach, phase, waitFor, when, type Phase, type Task } from './task.ts';

export interface BootstrapOptions {
  /** What the agents said before: a resumed run starts with the members that ran already. */
  readonly observed: readonly NodeStatus[];
  /** Members have run, and no bootstrap has ended well: what was wrong is corrected, by restarts of PostgreSQL too. */
  readonly corrects?: boolean;
  /** This member starts alone, because only it has the cluster's data. */
  readonly first?: string;
}

const minute = 60_000;
const leaderWithinMs = 3 * minute;

/** What makes a member run; the way to it comes when there is something to lead to. */
const database: readonly Program[] = ['consul', 'postgres', 'patroni'];

/** From hosts with an agent to a cluster that takes writes. The same phases for the first run, a resumed one and one that finds nothing to do. */
export function bootstrapSequence(topology: Topology, { observed, corrects = false, first: only }: BootstrapOptions): readonly Phase[] {
  const nodes = topology.nodes.map((node) => node.name);
  const servers = consulServers(topology).map((node) => node.name);
  const members = databaseNodes(topology).map((node) => node.name);
  const first = only === undefined ? firstMembers(topology, observed) : [only];
  const others = members.filter((member) => !first.includes(member));
  const [anyServer = ''] = servers;
  // Only a database node's agent may touch what is Patroni's.
  const [anyMember = ''] = members;
  const sync = syncCondition(topology);
  const vips = vipPlaces(topology);
  const dynamic: Task = { kind: 'ensure_dynamic_config', members, archive: topology.backup === null ? 'set' : 'keep' };
  const keepers = vips.flatMap(({ hosts }) => hosts);

  return [
    phase('preflight', [{ kind: 'hold_lease', required: false }], [{ kind: 'preflight' }]),
    ...readyNodes(topology, 'nothing'),
    phase('bundles', [{ kind: 'check_initdb', members, through: 'anybody' }], apply(nodes, [])),
    // Agents that have seen a lease before want one as soon as Consul can give it.
    phase('consul', apply(servers, ['consul']), waitFor({ kind: 'consul_elected', servers }, 2 * minute), [
      { kind: 'hold_lease', required: false },
    ]),
    phase(
      'acl',
      [{ kind: 'ensure_acl', node: anyServer }],
      waitFor({ kind: 'acl_ready', nodes: servers }, minute),
      waitFor({ kind: 'consul_has_leader', servers }, minute),
      [{ kind: 'hold_lease', required: true }],
    ),
    phase(
      'leader',
      [{ kind: 'clear_stale_initialize', node: anyMember }],
      apply(first, database),
      [{ ...dynamic, early: true }],
      [
        ...waitFor({ kind: 'leader_runs', members }, leaderWithinMs),
        { kind: 'unblock_leader', node: anyMember, members, withinMs: leaderWithinMs },
      ],
      [{ kind: 'check_initdb', members, through: 'leader' }],
    ),
    ...when(
      members.length > 1,
      phase(
        'replicas',
        apply(others, database),
        waitFor({ kind: 'members_stream', members }, 15 * minute),
        sync === null ? [] : waitFor(sync, 2 * minute),
      ),
    ),
    phase('databases', [dynamic], [{ kind: 'ensure_databases', members, only: null }]),
    // Nobody is a client yet.
    ...when(
      corrects,
      phase(
        'restarts',
        [{ kind: 'await_pending', members }],
        ...members.map((node): readonly Task[] => [{ kind: 'restart_member', node, members, startedAtMs: null, onlyIfPending: true }]),
      ),
    ),
    phase('haproxy', apply(members, ['haproxy']), waitFor({ kind: 'rw_leads_to_leader', hosts: members }, minute)),
    ...when(vips.length > 0, phase('keepalived', apply(keepers, ['keepalived']), waitFor({ kind: 'vips_held', vips, members }, minute))),
    ...backupPhase(topology),
    phase(
      'confirm',
      topology.nodes.map((node): Task => ({ kind: 'apply_bundle', node: node.name, start: nodePrograms(topology, node) })),
      [{ kind: 'record_history' }],
    ),
  ];
}

function apply(nodes: readonly string[], start: readonly Program[]): readonly Task[] {
  return onEach(nodes, (node) => ({ kind: 'apply_bundle', node, start }));
}

/** The members that may start before there is a leader: those that ran before, because the cluster's data is theirs; else the first of all. */
function firstMembers(topology: Topology, observed: readonly NodeStatus[]): readonly string[] {
  const members = databaseNodes(topology).map((node) => node.name);
  const established = members.filter((name) => observed.some((status) => status.node === name && status.agent.memberEstablished));
  return established.length > 0 ? established : members.slice(0, 1);
}
