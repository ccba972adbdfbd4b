// Original file: proto/tamada/v1/agent.proto

import type { RecoveryTarget as _tamada_v1_RecoveryTarget, RecoveryTarget__Output as _tamada_v1_RecoveryTarget__Output } from '../../tamada/v1/RecoveryTarget.ts';

/**
 * On a database host, after EmptyMember for the same restore of the cluster: fills the data directory and recovers it along this timeline.
 */
export interface MemberJob {
  'restore'?: (string);
  'backup'?: (string);
  'target'?: (_tamada_v1_RecoveryTarget | null);
  'timeline'?: (number);
}

/**
 * On a database host, after EmptyMember for the same restore of the cluster: fills the data directory and recovers it along this timeline.
 */
export interface MemberJob__Output {
  'restore': (string);
  'backup': (string);
  'target': (_tamada_v1_RecoveryTarget__Output | null);
  'timeline': (number);
}
