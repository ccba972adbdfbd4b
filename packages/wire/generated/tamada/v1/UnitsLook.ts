// Original file: proto/tamada/v1/agent.proto

import type { UnitStatus as _tamada_v1_UnitStatus, UnitStatus__Output as _tamada_v1_UnitStatus__Output } from '../../tamada/v1/UnitStatus.ts';

export interface UnitsLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_UnitStatus)[];
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface UnitsLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_UnitStatus__Output)[];
  '_why'?: "why";
  '_problem'?: "problem";
}
