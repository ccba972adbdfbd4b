// Original file: proto/tamada/v1/agent.proto

import type { RecoveryTarget as _tamada_v1_RecoveryTarget, RecoveryTarget__Output as _tamada_v1_RecoveryTarget__Output } from '../../tamada/v1/RecoveryTarget.ts';

export interface AdvanceJob {
  'target'?: (_tamada_v1_RecoveryTarget | null);
}

export interface AdvanceJob__Output {
  'target': (_tamada_v1_RecoveryTarget__Output | null);
}
