// Original file: proto/tamada/v1/agent.proto

import type { DelayedSaid as _tamada_v1_DelayedSaid, DelayedSaid__Output as _tamada_v1_DelayedSaid__Output } from '../../tamada/v1/DelayedSaid.ts';

export interface DelayedLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_DelayedSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface DelayedLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_DelayedSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
