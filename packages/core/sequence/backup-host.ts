import type { Program } from '@tamada/core/facts';
import { nodePrograms } from '@tamada/core/platform';
import { backupNodes, databaseNodes, type Node, type Topology } from '@tamada/core/topology';
import { readyNodes } from './ready-nodes.ts';
import { syncCondition } from './settled.ts';
import { phase, waitFor, type Phase, type Task } from './task.ts';

const minute = 60_000;

/** What lets backup host and database nodes reach each other. */
const toolPrograms: ReadonlySet<Program> = new Set<Program>(['pgbackrest', 'pg_probackup', 'sshd']);

/** Bootstrap's last phase but one: WAL arrives first, then the first backup is made, then the delayed replica from it. */
export function backupPhase(topology: Topology): readonly Phase[] {
  const [node] = backupNodes(topology);
  if (node === undefined || topology.backup === null) return [];
  const tools = [node, ...databaseNodes(topology)].map((each) => applyTools(topology, each));
  return [
    phase(
      'backup host',
      tools,
      ...archiving(topology, node.name, 'set'),
      ...firstBackup(node.name),
      ...delayedReplica(topology, node.name),
    ),
  ];
}

/**
 * Backups for a cluster that stands without: nothing of it is restarted, nodes are changed one after the other, `leader` (null: nobody
 * knows) as the last. None where the topology asks for no backups.
 */
export function backupSetupSequence(topology: Topology, leader: string | null): readonly Phase[] {
  const [host] = backupNodes(topology);
  if (host === undefined || topology.backup === null) return [];
  const members = databaseNodes(topology).map(({ name }) => name);
  const sync = syncCondition(topology);
  const sound = [waitFor({ kind: 'members_stream', members }, 2 * minute), sync === null ? [] : waitFor(sync, minute)];
  return [
    phase('cluster', [{ kind: 'hold_lease', required: true }], ...sound),
    phase('preflight', [{ kind: 'preflight' }]),
    ...readyNodes(topology, 'backups'),
    phase(
      'bundles',
      ...inOrder(topology, leader).flatMap((node) =>
        node.role === 'database' ? [[applyAll(topology, node)], ...sound] : [[applyTools(topology, node)]],
      ),
    ),
    phase('roles', [{ kind: 'ensure_databases', members, only: 'backup user' }]),
    phase('archive', ...archiving(topology, host.name, 'only')),
    phase('backup', ...firstBackup(host.name)),
    ...(topology.backup.delayedReplica === null ? [] : [phase('delayed replica', ...delayedReplica(topology, host.name))]),
    phase(
      'confirm',
      topology.nodes.map((node) => applyAll(topology, node)),
      [{ kind: 'record_history' }],
    ),
  ];
}

type Stages = readonly (readonly Task[])[];

/** No segment may go to a catalogue that is not there. */
function archiving(topology: Topology, host: string, archive: 'set' | 'only'): Stages {
  const members = databaseNodes(topology).map(({ name }) => name);
  return [
    [{ kind: 'prepare_catalogue', node: host }],
    [{ kind: 'ensure_dynamic_config', members, archive }],
    [{ kind: 'check_archive', members }],
  ];
}

function firstBackup(host: string): Stages {
  return [[{ kind: 'first_backup', node: host, on: 'any_timeline' }]];
}

function delayedReplica({ backup }: Topology, host: string): Stages {
  if (backup?.delayedReplica == null) return [];
  return [[{ kind: 'rebuild_delayed', node: host, again: false }], waitFor({ kind: 'delayed_replaying', host }, 5 * minute)];
}

/** The backup host first, so that its server is there; what fails on a node then fails where it costs least. */
function inOrder(topology: Topology, leader: string | null): readonly Node[] {
  const rank = { backup: 0, witness: 1, database: 2 } as const;
  const place = ({ name, role }: Node): number => (name === leader ? 3 : rank[role]);
  return topology.nodes.toSorted((one, other) => place(one) - place(other));
}

/** The replica starts once there is something to start from. */
export function applyTools(topology: Topology, node: Node): Task {
  return { kind: 'apply_bundle', node: node.name, start: nodePrograms(topology, node).filter((program) => toolPrograms.has(program)) };
}

function applyAll(topology: Topology, node: Node): Task {
  return { kind: 'apply_bundle', node: node.name, start: nodePrograms(topology, node) };
}
