import type { BackupSite } from '@tamada/core/backup';
import type { AgentContext } from '../agent-context.ts';

export type WatchNeeds = Pick<AgentContext, 'config' | 'paths' | 'run' | 'accounts' | 'units' | 'clock' | 'logger' | 'signal' | 'senses'>;

/** What one kind of host does about the backups: by itself at each beat, and when it is asked. */
export interface Watch<T> {
  readonly beat: (site: BackupSite) => Promise<void>;
  readonly tell: (site: BackupSite) => Promise<T>;
}
