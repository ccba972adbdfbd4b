// Original file: proto/tamada/v1/agent.proto

import type { MemberSaid as _tamada_v1_MemberSaid, MemberSaid__Output as _tamada_v1_MemberSaid__Output } from '../../tamada/v1/MemberSaid.ts';

export interface MemberLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_MemberSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface MemberLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_MemberSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
