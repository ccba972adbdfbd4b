// Original file: proto/tamada/v1/agent.proto

import type { PostmasterSaid as _tamada_v1_PostmasterSaid, PostmasterSaid__Output as _tamada_v1_PostmasterSaid__Output } from '../../tamada/v1/PostmasterSaid.ts';

export interface PostmasterLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_PostmasterSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface PostmasterLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_PostmasterSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
