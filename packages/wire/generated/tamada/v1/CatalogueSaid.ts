// Original file: proto/tamada/v1/agent.proto

import type { BackupEntry as _tamada_v1_BackupEntry, BackupEntry__Output as _tamada_v1_BackupEntry__Output } from '../../tamada/v1/BackupEntry.ts';
import type { Archive as _tamada_v1_Archive, Archive__Output as _tamada_v1_Archive__Output } from '../../tamada/v1/Archive.ts';

export interface CatalogueSaid {
  'readAtMs'?: (number | string);
  /**
   * how many
   */
  'backups'?: (number);
  'newest'?: (_tamada_v1_BackupEntry | null);
  'lastGood'?: (_tamada_v1_BackupEntry | null);
  'archive'?: (_tamada_v1_Archive | null);
}

export interface CatalogueSaid__Output {
  'readAtMs': (number);
  /**
   * how many
   */
  'backups': (number);
  'newest': (_tamada_v1_BackupEntry__Output | null);
  'lastGood': (_tamada_v1_BackupEntry__Output | null);
  'archive': (_tamada_v1_Archive__Output | null);
}
