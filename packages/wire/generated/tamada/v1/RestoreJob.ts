// Original file: proto/tamada/v1/agent.proto

import type { RecoveryTarget as _tamada_v1_RecoveryTarget, RecoveryTarget__Output as _tamada_v1_RecoveryTarget__Output } from '../../tamada/v1/RecoveryTarget.ts';

/**
 * Into an empty folder; empty backup: the one that fits the target. port 0: restored, but not started.
 */
export interface RestoreJob {
  'backup'?: (string);
  'target'?: (_tamada_v1_RecoveryTarget | null);
  'directory'?: (string);
  'port'?: (number);
}

/**
 * Into an empty folder; empty backup: the one that fits the target. port 0: restored, but not started.
 */
export interface RestoreJob__Output {
  'backup': (string);
  'target': (_tamada_v1_RecoveryTarget__Output | null);
  'directory': (string);
  'port': (number);
}
