// Original file: proto/tamada/v1/agent.proto

import type { CatalogueSaid as _tamada_v1_CatalogueSaid, CatalogueSaid__Output as _tamada_v1_CatalogueSaid__Output } from '../../tamada/v1/CatalogueSaid.ts';

export interface CatalogueLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_CatalogueSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface CatalogueLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_CatalogueSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
