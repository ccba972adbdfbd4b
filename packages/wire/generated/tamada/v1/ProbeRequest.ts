// Original file: proto/tamada/v1/agent.proto

import type { ProbeTarget as _tamada_v1_ProbeTarget, ProbeTarget__Output as _tamada_v1_ProbeTarget__Output } from '../../tamada/v1/ProbeTarget.ts';

export interface ProbeRequest {
  'targets'?: (_tamada_v1_ProbeTarget)[];
  'timeoutMs'?: (number);
}

export interface ProbeRequest__Output {
  'targets': (_tamada_v1_ProbeTarget__Output)[];
  'timeoutMs': (number);
}
