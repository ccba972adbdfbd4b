import { describeError } from '@tamada/core/errors';
import { timingOf } from '@tamada/core/timing';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import type { Paint } from './paint.ts';
import type { NodePlan } from './plan-text.ts';
import { counted } from './quantity.ts';

/** What clients could feel where it is restarted. */
const felt: ReadonlySet<string> = new Set(['consul.service', 'patroni.service', 'haproxy.service', 'keepalived.service']);

/** What a setup of backups would do to each node, and what clients would feel of it. */
export function backupSetupText(
  { topology, nodes }: { readonly topology: Topology; readonly nodes: readonly NodePlan[] },
  paint: Paint,
): string {
  const { backup } = topology;
  const lines = nodes.map((one) => `  ${paint.strong(one.node)}: ${nodeWords(one)}`);
  const touched = (word: 'restart_unit' | 'reload_unit'): readonly string[] =>
    nodes.flatMap(({ node, steps }) =>
      (steps ?? []).flatMap(({ kind, subject }) => (kind === word && felt.has(subject) ? [`${subject} of ${node}`] : [])),
    );
  const restarted = touched('restart_unit');
  const cut = touched('reload_unit').some((words) => words.startsWith('haproxy.service'));
  const { hardStopAfter } = timingOf(topology.failover.profile, databaseNodes(topology).length).haproxy;
  const delayed = backup?.delayedReplica == null ? [] : ['a delayed replica is restored from it'];
  return [
    lines.length === 0 ? 'All nodes have their files.' : ['These nodes are changed, one after the other:', ...lines].join('\n'),
    `Then ${['WAL goes to the archive', `a full backup is read from ${backup?.source ?? ''}`, ...delayed].join(', ')}; what is there already stays.`,
    restarted.length === 0 ? 'Nothing that clients use is restarted.' : paint.warn(`Clients feel the restart of ${restarted.join(', ')}.`),
    ...(cut
      ? [
          `HAProxy reloads: a session through it that is open then and still is after ${String(hardStopAfter)} s is cut, and can connect again at once.`,
        ]
      : []),
  ].join('\n');
}

function nodeWords({ steps, error }: NodePlan): string {
  // Owners of files come with packages: before these are there no agent can say more.
  if (error !== null) return `packages and files (not known yet: ${describeError(error).message})`;
  const files = steps.filter(({ kind }) => kind === 'write_file' || kind === 'remove_file').length;
  const units = (kind: string, word: string): readonly string[] => {
    const names = steps.filter((step) => step.kind === kind).map(({ subject }) => subject);
    return names.length === 0 ? [] : [`${word} ${names.join(' and ')}`];
  };
  const words = [
    ...(files === 0 ? [] : [counted(files, 'file')]),
    ...units('reload_unit', 'reloads'),
    ...units('restart_unit', 'RESTARTS'),
    ...units('start_unit', 'starts'),
    ...units('stop_unit', 'stops'),
  ];
  return words.length === 0 ? 'its generation only' : words.join(', ');
}
