// Original file: proto/tamada/v1/agent.proto

import type { CheckSaid as _tamada_v1_CheckSaid, CheckSaid__Output as _tamada_v1_CheckSaid__Output } from '../../tamada/v1/CheckSaid.ts';

export interface CheckLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_CheckSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface CheckLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_CheckSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
