import type { Program } from '@tamada/core/facts';
import { nodePrograms } from '@tamada/core/platform';
import { backupNodes, consulServers, databaseNodes, synchronousNodeCount, vipHosts, type Topology } from '@tamada/core/topology';
import type { NodeStatus } from '@tamada/core/view';
import type { Condition } from './condition.ts';
import { phase, when, type Phase } from './task.ts';
import type { Task } from './task.ts';

export interface BootstrapOptions {
  /** What the agents said before: a resumed run starts with the members that ran already. */
  readonly observed: readonly NodeStatus[];
  /** This member starts alone, because only it has the cluster's data. */
  readonly first?: string;
}

const minute = 60_000;
const leaderWithinMs = 3 * minute;

/** What makes a member run; the way to it comes when there is something to lead to. */
const database: readonly Program[] = ['consul', 'postgres', 'patroni'];

/** What lets backup host and database nodes reach each other. */
const toolPrograms: ReadonlySet<Program> = new Set<Program>(['pgbackrest', 'pg_probackup', 'sshd']);

/** From hosts with an agent to a cluster that takes writes. The same phases for the first run, a resumed one and one that finds nothing to do. */
export function bootstrapSequence(topology: Topology, { observed, first: only }: BootstrapOptions): readonly Phase[] {
  const nodes = topology.nodes.map((node) => node.name);
  const servers = consulServers(topology).map((node) => node.name);
  const members = databaseNodes(topology).map((node) => node.name);
  const first = only === undefined ? firstMembers(topology, observed) : [only];
  const others = members.filter((member) => !first.includes(member));
  const [anyServer = ''] = servers;
  // Only a database node's agent may touch what is Patroni's.
  const [anyMember = ''] = members;
  const sync = syncCondition(topology);
  const vips = topology.datacenters.flatMap(({ name, vip }) =>
    vip === null ? [] : [{ address: vip.address, hosts: vipHosts(topology, name).map((host) => host.name) }],
  );
  const keepers = vips.flatMap(({ hosts }) => hosts);
  const packages = topology.packages === 'managed' ? 'install_packages' : 'check_packages';

  return [
    phase('preflight', [{ kind: 'hold_lease', required: false }], [{ kind: 'preflight' }]),
    phase(
      'packages',
      onEach(nodes, (node) => ({ kind: packages, node })),
    ),
    phase(
      'facts',
      onEach(nodes, (node) => ({ kind: 'gather_facts', node })),
      [{ kind: 'prepare_bundles' }],
    ),
    phase(
      'certificates',
      onEach(nodes, (node) => ({ kind: 'certify_node', node })),
    ),
    phase('bundles', apply(nodes, [])),
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
    phase('leader', [{ kind: 'clear_stale_initialize', node: anyMember }], apply(first, database), [
      ...waitFor({ kind: 'leader_runs', members }, leaderWithinMs),
      { kind: 'unblock_leader', node: anyMember, members, withinMs: leaderWithinMs },
    ]),
    ...when(
      members.length > 1,
      phase(
        'replicas',
        apply(others, database),
        waitFor({ kind: 'members_stream', members }, 15 * minute),
        sync === null ? [] : waitFor(sync, 2 * minute),
      ),
    ),
    phase(
      'databases',
      [{ kind: 'ensure_dynamic_config', members, archive: topology.backup === null ? 'set' : 'keep' }],
      [{ kind: 'ensure_databases', members }],
    ),
    phase('haproxy', apply(members, ['haproxy']), waitFor({ kind: 'rw_leads_to_leader', hosts: members }, minute)),
    ...when(vips.length > 0, phase('keepalived', apply(keepers, ['keepalived']), waitFor({ kind: 'vips_held', vips, members }, minute))),
    ...backupHost(topology, members),
    phase(
      'confirm',
      topology.nodes.map((node): Task => ({ kind: 'apply_bundle', node: node.name, start: nodePrograms(topology, node) })),
      [{ kind: 'record_history' }],
    ),
  ];
}

/** WAL arrives first, then the first backup is made, then the delayed replica from it. */
function backupHost(topology: Topology, members: readonly string[]): readonly Phase[] {
  const [node] = backupNodes(topology);
  if (node === undefined || topology.backup === null) return [];
  const host = node.name;
  const tools = [node, ...databaseNodes(topology)].map((each): Task => {
    const start = nodePrograms(topology, each).filter((program) => toolPrograms.has(program));
    return { kind: 'apply_bundle', node: each.name, start };
  });
  const delayed: readonly (readonly Task[])[] =
    topology.backup.delayedReplica === null
      ? []
      : [[{ kind: 'rebuild_delayed', node: host, again: false }], waitFor({ kind: 'delayed_replaying', host }, 5 * minute)];
  return [
    phase(
      'backup host',
      tools,
      [{ kind: 'prepare_catalogue', node: host }],
      [{ kind: 'ensure_dynamic_config', members, archive: 'set' }],
      [{ kind: 'check_archive', members }],
      [{ kind: 'first_backup', node: host, on: 'any_timeline' }],
      ...delayed,
    ),
  ];
}

function onEach(nodes: readonly string[], task: (node: string) => Task): readonly Task[] {
  return nodes.map(task);
}

function apply(nodes: readonly string[], start: readonly Program[]): readonly Task[] {
  return onEach(nodes, (node) => ({ kind: 'apply_bundle', node, start }));
}

function waitFor(condition: Condition, withinMs: number): readonly Task[] {
  return [{ kind: 'wait_for', condition, withinMs }];
}

/** The members that may start before there is a leader: those that ran before, because the cluster's data is theirs; else the first of all. */
function firstMembers(topology: Topology, observed: readonly NodeStatus[]): readonly string[] {
  const members = databaseNodes(topology).map((node) => node.name);
  const established = members.filter((name) => observed.some((status) => status.node === name && status.agent.memberEstablished));
  return established.length > 0 ? established : members.slice(0, 1);
}

/** The condition that the topology's guarantee holds; null where it asks for nothing. */
function syncCondition(topology: Topology): Condition | null {
  const databases = databaseNodes(topology);
  const standbys = synchronousNodeCount(topology);
  if (standbys === 0) return null;
  const elsewhere = topology.synchronous.guarantee === 'datacenter' && new Set(databases.map(({ datacenter }) => datacenter)).size > 1;
  const members = databases.map(({ name, datacenter }) => ({ name, datacenter }));
  return { kind: 'sync_guaranteed', guarantee: elsewhere ? 'datacenter' : 'node', members, standbys };
}
