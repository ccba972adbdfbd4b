// Original file: proto/tamada/v1/agent.proto

import type { PortQuestion as _tamada_v1_PortQuestion, PortQuestion__Output as _tamada_v1_PortQuestion__Output } from '../../tamada/v1/PortQuestion.ts';

export interface ListenRequest {
  'ports'?: (_tamada_v1_PortQuestion)[];
}

export interface ListenRequest__Output {
  'ports': (_tamada_v1_PortQuestion__Output)[];
}
