// Original file: proto/tamada/v1/agent.proto

import type { ProbeTarget as _tamada_v1_ProbeTarget, ProbeTarget__Output as _tamada_v1_ProbeTarget__Output } from '../../tamada/v1/ProbeTarget.ts';

export interface ProbeResult {
  'target'?: (_tamada_v1_ProbeTarget | null);
  'reachable'?: (boolean);
  'rttMs'?: (number | string);
  'problem'?: (string);
}

export interface ProbeResult__Output {
  'target': (_tamada_v1_ProbeTarget__Output | null);
  'reachable': (boolean);
  'rttMs': (number);
  'problem': (string);
}
