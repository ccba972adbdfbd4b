// Original file: proto/tamada/v1/agent.proto

import type { Restored as _tamada_v1_Restored, Restored__Output as _tamada_v1_Restored__Output } from '../../tamada/v1/Restored.ts';

export interface ListRestoredReply {
  'restored'?: (_tamada_v1_Restored)[];
}

export interface ListRestoredReply__Output {
  'restored': (_tamada_v1_Restored__Output)[];
}
