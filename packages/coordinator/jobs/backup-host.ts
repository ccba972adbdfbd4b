import { TamadaError } from '@tamada/core/errors';
import { backupNodes, databaseNodes, nodeOf, type BackupOptions, type Node, type Topology } from '@tamada/core/topology';
import type { DelayedSaid } from '@tamada/core/jobs';
import { said, silence, silenceWords, type BackupSaid } from '@tamada/core/view';
import type { Reach } from '../connections/reach.ts';
import { askStatus } from '../connections/look.ts';

/** Reading a catalogue, or asking a replica that is busy, takes longer than a look. */
const patientMs = 20_000;

/** The backup host and what the topology wants of it; `usage` where it wants nothing. */
export function backupHost(topology: Topology): { readonly node: Node; readonly backup: BackupOptions } {
  const [node] = backupNodes(topology);
  if (node === undefined || topology.backup === null) {
    const problem = node === undefined ? 'cluster.yaml has no node with the role backup' : 'cluster.yaml asks for no backups';
    throw new TamadaError({
      code: 'usage',
      problem,
      next: 'add `backup: { source: NODE }` and a node with `role: backup`; then `tamada bootstrap`, or `tamada backup setup` where the cluster stands',
    });
  }
  return { node, backup: topology.backup };
}

/** Where a restore may go: the backup host (null), or a database host that is named; `usage` for any other. */
export function restoreNode(topology: Topology, on: string | null): string {
  const host = backupHost(topology).node.name;
  const places = [host, ...databaseNodes(topology).map(({ name }) => name)];
  if (on === null || places.includes(on)) return on ?? host;
  const problem = nodeOf(topology, on) === undefined ? `cluster.yaml has no node ${on}` : `${on} is a witness: it has no PostgreSQL`;
  throw new TamadaError({ code: 'usage', problem, next: `name one of ${places.join(', ')}` });
}

/** What the backup host's agent tells of backups and of the delayed replica; an error where it does not. */
export async function lookAtBackups({ topology, connections }: Reach): Promise<BackupSaid> {
  const { name } = backupHost(topology).node;
  const status = await connections.ask(name, askStatus, { deadlineMs: patientMs });
  const look = said(status.backup);
  if (look !== null) return look;
  const quiet = silence(status.backup);
  const problem = quiet === null ? 'its agent knows of no backups yet' : silenceWords('its look at backups', quiet);
  throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: `GetStatus of ${name}`, problem });
}

/** The delayed replica as it stands; `usage` where the topology has none. */
export async function lookAtDelayed(reach: Reach): Promise<DelayedSaid> {
  requireDelayed(reach.topology);
  const { delayed } = await lookAtBackups(reach);
  const look = said(delayed);
  if (look !== null) return look;
  const quiet = silence(delayed);
  const problem = quiet === null ? 'the backup host has none yet' : silenceWords('the replica', quiet);
  throw new TamadaError({ code: 'request_failed', program: 'the delayed replica', request: 'how it stands', problem });
}

/** `usage` where the topology has no delayed replica. */
export function requireDelayed(topology: Topology): void {
  if (backupHost(topology).backup.delayedReplica !== null) return;
  throw new TamadaError({
    code: 'usage',
    problem: 'cluster.yaml has no delayed replica',
    next: 'add `delayedReplica: { delay: 1d }` under `backup`, before `tamada bootstrap` or `tamada backup setup`',
  });
}
