// Original file: proto/tamada/v1/agent.proto

import type { PortState as _tamada_v1_PortState, PortState__Output as _tamada_v1_PortState__Output } from '../../tamada/v1/PortState.ts';

export interface ListenEvent {
  'ports'?: (_tamada_v1_PortState)[];
}

export interface ListenEvent__Output {
  'ports': (_tamada_v1_PortState__Output)[];
}
