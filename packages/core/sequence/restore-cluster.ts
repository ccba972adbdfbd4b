import { databaseNodes, type Topology } from '@tamada/core/topology';
import { applyTools } from './backup-host.ts';
import { bootstrapSequence } from './bootstrap.ts';
import type { ClusterRestore } from './cluster-restore.ts';
import { phase, type Phase, type Task } from './task.ts';

const minute = 60_000;

/**
 * Bootstrap, but for what makes the cluster: all members make room, one is restored and taken for the cluster's, the others follow. Only when
 * the cluster stands is the delayed replica thrown away: until then it is one more copy.
 */
export function restoreSequence(topology: Topology, restore: ClusterRestore): readonly Phase[] {
  const nodes = topology.nodes.map(({ name }) => name);
  const members = databaseNodes(topology).map(({ name }) => name);
  const { member } = restore;
  const tools = topology.nodes.filter(({ name, role }) => role === 'backup' || name === member).map((node) => applyTools(topology, node));
  return bootstrapSequence(topology, { observed: [], first: member }).flatMap((one): readonly Phase[] => {
    switch (one.name) {
      // Its checks are for hosts that are to be changed as little as possible; these are told what they lose.
      case 'preflight':
        return [
          phase(
            'agents',
            [{ kind: 'hold_lease', required: false }],
            [{ kind: 'wait_for', condition: { kind: 'agents_answer', nodes }, withinMs: minute }],
          ),
        ];
      case 'leader':
        return [
          phase(
            'old data',
            members.map((node): Task => ({ kind: 'empty_member', node, restore })),
          ),
          // On a host that was made anew nothing runs yet that the other side could reach.
          phase('restore', tools, [{ kind: 'restore_member', node: member, restore }]),
          one,
        ];
      case 'backup host':
        return [{ ...one, stages: one.stages.map((stage) => stage.map(anew)) }];
      default:
        return [one];
    }
  });
}

function anew(task: Task): Task {
  switch (task.kind) {
    case 'first_backup':
      return { ...task, on: 'leaders_timeline' };
    case 'rebuild_delayed':
      return { ...task, again: true };
    default:
      return task;
  }
}
