// Original file: proto/tamada/v1/agent.proto

import type { ConsulSaid as _tamada_v1_ConsulSaid, ConsulSaid__Output as _tamada_v1_ConsulSaid__Output } from '../../tamada/v1/ConsulSaid.ts';

export interface ConsulLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_ConsulSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface ConsulLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_ConsulSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
