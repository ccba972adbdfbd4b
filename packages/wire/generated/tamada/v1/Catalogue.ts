// Original file: proto/tamada/v1/agent.proto

import type { BackupEntry as _tamada_v1_BackupEntry, BackupEntry__Output as _tamada_v1_BackupEntry__Output } from '../../tamada/v1/BackupEntry.ts';
import type { Archive as _tamada_v1_Archive, Archive__Output as _tamada_v1_Archive__Output } from '../../tamada/v1/Archive.ts';
import type { Tablespace as _tamada_v1_Tablespace, Tablespace__Output as _tamada_v1_Tablespace__Output } from '../../tamada/v1/Tablespace.ts';

export interface Catalogue {
  'tool'?: (string);
  'readAtMs'?: (number | string);
  /**
   * newest first
   */
  'backups'?: (_tamada_v1_BackupEntry)[];
  'archive'?: (_tamada_v1_Archive | null);
  /**
   * of the backup that was named
   */
  'tablespaces'?: (_tamada_v1_Tablespace)[];
}

export interface Catalogue__Output {
  'tool': (string);
  'readAtMs': (number);
  /**
   * newest first
   */
  'backups': (_tamada_v1_BackupEntry__Output)[];
  'archive': (_tamada_v1_Archive__Output | null);
  /**
   * of the backup that was named
   */
  'tablespaces': (_tamada_v1_Tablespace__Output)[];
}
