import type { Archive, BackupSite } from '@tamada/core/backup';
import type { NodeStatus } from '@tamada/core/view';
import type { CatalogueAnswer } from '@tamada/wire';

/** The archive as it was read last, for whoever must tell a hole from a cluster at rest. */
export interface ArchiveSeen {
  readonly archive: Archive;
  /** When its newest segment came there. */
  readonly newestAtMs: number;
}

/** What a node knows of its backups without being asked: it looks by itself, because looking costs the tool something. */
export interface Backups {
  /** Begins to look; on a node without backups, again and again whether it has become one. */
  readonly begin: () => void;
  readonly look: (patienceMs: number) => Promise<Pick<NodeStatus, 'backup' | 'archiver'>>;
  /** The archive as it was read last; null for not yet. */
  readonly seen: () => ArchiveSeen | null;
  /** The catalogue, at most so old. Rejects where the tool does not tell. */
  readonly catalogue: (site: BackupSite, youngMs: number) => Promise<CatalogueAnswer>;
}
