// Original file: proto/tamada/v1/agent.proto

import type { Damage as _tamada_v1_Damage, Damage__Output as _tamada_v1_Damage__Output } from '../../tamada/v1/Damage.ts';

export interface VerifyDone {
  'damage'?: (_tamada_v1_Damage)[];
}

export interface VerifyDone__Output {
  'damage': (_tamada_v1_Damage__Output)[];
}
