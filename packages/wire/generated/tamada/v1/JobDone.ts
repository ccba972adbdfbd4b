// Original file: proto/tamada/v1/agent.proto

import type { BackupDone as _tamada_v1_BackupDone, BackupDone__Output as _tamada_v1_BackupDone__Output } from '../../tamada/v1/BackupDone.ts';
import type { VerifyDone as _tamada_v1_VerifyDone, VerifyDone__Output as _tamada_v1_VerifyDone__Output } from '../../tamada/v1/VerifyDone.ts';
import type { ExpireDone as _tamada_v1_ExpireDone, ExpireDone__Output as _tamada_v1_ExpireDone__Output } from '../../tamada/v1/ExpireDone.ts';
import type { BackupProof as _tamada_v1_BackupProof, BackupProof__Output as _tamada_v1_BackupProof__Output } from '../../tamada/v1/BackupProof.ts';
import type { RestoreDone as _tamada_v1_RestoreDone, RestoreDone__Output as _tamada_v1_RestoreDone__Output } from '../../tamada/v1/RestoreDone.ts';
import type { DelayedSaid as _tamada_v1_DelayedSaid, DelayedSaid__Output as _tamada_v1_DelayedSaid__Output } from '../../tamada/v1/DelayedSaid.ts';
import type { AdvanceDone as _tamada_v1_AdvanceDone, AdvanceDone__Output as _tamada_v1_AdvanceDone__Output } from '../../tamada/v1/AdvanceDone.ts';
import type { FindDone as _tamada_v1_FindDone, FindDone__Output as _tamada_v1_FindDone__Output } from '../../tamada/v1/FindDone.ts';
import type { DumpDone as _tamada_v1_DumpDone, DumpDone__Output as _tamada_v1_DumpDone__Output } from '../../tamada/v1/DumpDone.ts';
import type { MemberDone as _tamada_v1_MemberDone, MemberDone__Output as _tamada_v1_MemberDone__Output } from '../../tamada/v1/MemberDone.ts';
import type { SendDone as _tamada_v1_SendDone, SendDone__Output as _tamada_v1_SendDone__Output } from '../../tamada/v1/SendDone.ts';

/**
 * What came of it, by kind.
 */
export interface JobDone {
  'backup'?: (_tamada_v1_BackupDone | null);
  'verify'?: (_tamada_v1_VerifyDone | null);
  'expire'?: (_tamada_v1_ExpireDone | null);
  'prove'?: (_tamada_v1_BackupProof | null);
  'restore'?: (_tamada_v1_RestoreDone | null);
  'rebuild'?: (_tamada_v1_DelayedSaid | null);
  'advance'?: (_tamada_v1_AdvanceDone | null);
  'find'?: (_tamada_v1_FindDone | null);
  'dump'?: (_tamada_v1_DumpDone | null);
  'member'?: (_tamada_v1_MemberDone | null);
  'send'?: (_tamada_v1_SendDone | null);
}

/**
 * What came of it, by kind.
 */
export interface JobDone__Output {
  'backup': (_tamada_v1_BackupDone__Output | null);
  'verify': (_tamada_v1_VerifyDone__Output | null);
  'expire': (_tamada_v1_ExpireDone__Output | null);
  'prove': (_tamada_v1_BackupProof__Output | null);
  'restore': (_tamada_v1_RestoreDone__Output | null);
  'rebuild': (_tamada_v1_DelayedSaid__Output | null);
  'advance': (_tamada_v1_AdvanceDone__Output | null);
  'find': (_tamada_v1_FindDone__Output | null);
  'dump': (_tamada_v1_DumpDone__Output | null);
  'member': (_tamada_v1_MemberDone__Output | null);
  'send': (_tamada_v1_SendDone__Output | null);
}
