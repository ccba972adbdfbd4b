// Original file: proto/tamada/v1/agent.proto

import type { ArchiverSaid as _tamada_v1_ArchiverSaid, ArchiverSaid__Output as _tamada_v1_ArchiverSaid__Output } from '../../tamada/v1/ArchiverSaid.ts';

export interface ArchiverLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_ArchiverSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface ArchiverLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_ArchiverSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
