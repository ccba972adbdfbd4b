import type { Topology } from '../../topology/index.ts';
import { appliedBy } from '../applied.ts';
import { runCommands, type Applied } from '../run-record.ts';

/** A change of cluster.yaml that no rollout carries out, and what to do instead. */
export interface RefusedChange {
  /** Its name in cluster.yaml. */
  readonly name: string;
  readonly was: unknown;
  readonly wanted: unknown;
  readonly next: string;
}

/** What of the topology cannot be changed while the cluster runs; none where nobody knows what was applied. */
export function refusedChanges(topology: Topology, last: Applied | null): readonly RefusedChange[] {
  if (last === null) return [];
  const { fixed } = appliedBy(topology);
  const names = [...new Set([...Object.keys(last.fixed), ...Object.keys(fixed)])];
  return names.flatMap((name) => {
    const [was, wanted] = [last.fixed[name] ?? null, fixed[name] ?? null];
    if (JSON.stringify(was) === JSON.stringify(wanted)) return [];
    // The host comes with its backups.
    const isHost = was === null && topology.nodes.some((node) => `nodes.${node.name}` === name && node.role === 'backup');
    const isReplica = name === 'backup.delayedReplica';
    if ((isHost || isReplica) && last.fixed.backup === null && topology.backup !== null) return [];
    return [{ name, was, wanted, next: nextOf(name, was) }];
  });
}

function nextOf(name: string, was: unknown): string {
  if (name === 'backup' && was === null) return `\`${runCommands.backup_setup}\` gives a cluster that stands its backups`;
  if (name.startsWith('nodes.')) return 'put it back: a node is added, removed or moved by no command yet';
  if (name === 'postgres.locale' || name === 'postgres.encoding')
    return 'put it back: initdb fixed it. Another one takes a new cluster, and a dump and restore of each database';
  if (name === 'postgres.version') return 'put it back: another major version takes a new cluster, and a dump and restore of each database';
  return 'put it back: clients or nodes would lose each other while it is changed';
}
