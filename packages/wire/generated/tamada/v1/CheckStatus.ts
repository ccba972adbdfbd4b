// Original file: proto/tamada/v1/agent.proto

import type { CheckLook as _tamada_v1_CheckLook, CheckLook__Output as _tamada_v1_CheckLook__Output } from '../../tamada/v1/CheckLook.ts';

export interface CheckStatus {
  'subject'?: (string);
  'look'?: (_tamada_v1_CheckLook | null);
}

export interface CheckStatus__Output {
  'subject': (string);
  'look': (_tamada_v1_CheckLook__Output | null);
}
