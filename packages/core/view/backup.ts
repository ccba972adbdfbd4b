import type { DelayedSaid } from '../jobs/index.ts';
import type { ArchiverSaid, CatalogueSaid } from './backup-said.ts';
import { said, silence, type Silence } from './look.ts';
import type { BackupSaid } from './node-status.ts';
import type { NodeView } from './nodes.ts';

/** Backups, archive and delayed replica; what nobody told is null. */
export interface BackupView {
  /** The node with the role backup; null where the topology wants no backups. */
  readonly host: NodeView | null;
  readonly said: BackupSaid | null;
  readonly catalogue: CatalogueSaid | null;
  readonly delayed: DelayedSaid | null;
  /** Why what should be known is not: the look at the backup host, at its catalogue, at the replica. The agent's own silence is elsewhere. */
  readonly silent: readonly { readonly what: 'backups' | 'catalogue' | 'delayed replica'; readonly silence: Silence }[];
  /** Database nodes that told of their archiving. */
  readonly archivers: readonly { readonly node: NodeView; readonly said: ArchiverSaid }[];
}

export function backupView(wanted: boolean, nodes: readonly NodeView[]): BackupView {
  const host = (wanted ? nodes.find(({ role }) => role === 'backup') : undefined) ?? null;
  const own = said(host?.status?.backup);
  const looks = [
    ['backups', silence(host?.status?.backup)],
    ['catalogue', silence(own?.catalogue)],
    ['delayed replica', silence(own?.delayed)],
  ] as const;
  return {
    host,
    said: own,
    catalogue: said(own?.catalogue),
    delayed: said(own?.delayed),
    silent: looks.flatMap(([what, quiet]) => (quiet === null ? [] : [{ what, silence: quiet }])),
    archivers: nodes.flatMap((node) => {
      const archiver = wanted ? said(node.status?.archiver) : null;
      return archiver === null ? [] : [{ node, said: archiver }];
    }),
  };
}
