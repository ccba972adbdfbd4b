// Original file: proto/tamada/v1/agent.proto

import type { HaproxySaid as _tamada_v1_HaproxySaid, HaproxySaid__Output as _tamada_v1_HaproxySaid__Output } from '../../tamada/v1/HaproxySaid.ts';

export interface HaproxyLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_HaproxySaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface HaproxyLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_HaproxySaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
