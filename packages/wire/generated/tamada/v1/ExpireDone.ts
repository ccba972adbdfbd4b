// Original file: proto/tamada/v1/agent.proto

import type { ExpiredWal as _tamada_v1_ExpiredWal, ExpiredWal__Output as _tamada_v1_ExpiredWal__Output } from '../../tamada/v1/ExpiredWal.ts';

export interface ExpireDone {
  'dryRun'?: (boolean);
  'backups'?: (string)[];
  'wal'?: (_tamada_v1_ExpiredWal)[];
}

export interface ExpireDone__Output {
  'dryRun': (boolean);
  'backups': (string)[];
  'wal': (_tamada_v1_ExpiredWal__Output)[];
}
