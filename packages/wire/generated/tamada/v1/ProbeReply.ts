// Original file: proto/tamada/v1/agent.proto

import type { ProbeResult as _tamada_v1_ProbeResult, ProbeResult__Output as _tamada_v1_ProbeResult__Output } from '../../tamada/v1/ProbeResult.ts';

export interface ProbeReply {
  'results'?: (_tamada_v1_ProbeResult)[];
}

export interface ProbeReply__Output {
  'results': (_tamada_v1_ProbeResult__Output)[];
}
