// Original file: proto/tamada/v1/agent.proto

import type { RecoveryTarget as _tamada_v1_RecoveryTarget, RecoveryTarget__Output as _tamada_v1_RecoveryTarget__Output } from '../../tamada/v1/RecoveryTarget.ts';

export interface DropFound {
  'xid'?: (string);
  'commitLsn'?: (string);
  'committedAtMs'?: (number | string);
  /**
   * of the AccessExclusiveLock, which comes long before the commit where the transaction was long
   */
  'lockLsn'?: (string);
  /**
   * what to advance to: everything before the lock is there, and the table can be read
   */
  'target'?: (_tamada_v1_RecoveryTarget | null);
}

export interface DropFound__Output {
  'xid': (string);
  'commitLsn': (string);
  'committedAtMs': (number);
  /**
   * of the AccessExclusiveLock, which comes long before the commit where the transaction was long
   */
  'lockLsn': (string);
  /**
   * what to advance to: everything before the lock is there, and the table can be read
   */
  'target': (_tamada_v1_RecoveryTarget__Output | null);
}
