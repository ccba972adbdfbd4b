// Original file: proto/tamada/v1/agent.proto

import type { BackupSaid as _tamada_v1_BackupSaid, BackupSaid__Output as _tamada_v1_BackupSaid__Output } from '../../tamada/v1/BackupSaid.ts';

export interface BackupLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_BackupSaid | null);
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface BackupLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_BackupSaid__Output | null);
  '_why'?: "why";
  '_problem'?: "problem";
}
