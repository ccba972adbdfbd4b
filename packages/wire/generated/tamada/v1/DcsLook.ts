// Original file: proto/tamada/v1/agent.proto

import type { DcsSaid as _tamada_v1_DcsSaid, DcsSaid__Output as _tamada_v1_DcsSaid__Output } from '../../tamada/v1/DcsSaid.ts';

export interface DcsLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_DcsSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface DcsLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_DcsSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
