// Original file: proto/tamada/v1/agent.proto

import type { BackupJob as _tamada_v1_BackupJob, BackupJob__Output as _tamada_v1_BackupJob__Output } from '../../tamada/v1/BackupJob.ts';
import type { VerifyJob as _tamada_v1_VerifyJob, VerifyJob__Output as _tamada_v1_VerifyJob__Output } from '../../tamada/v1/VerifyJob.ts';
import type { ExpireJob as _tamada_v1_ExpireJob, ExpireJob__Output as _tamada_v1_ExpireJob__Output } from '../../tamada/v1/ExpireJob.ts';
import type { ProveJob as _tamada_v1_ProveJob, ProveJob__Output as _tamada_v1_ProveJob__Output } from '../../tamada/v1/ProveJob.ts';
import type { RestoreJob as _tamada_v1_RestoreJob, RestoreJob__Output as _tamada_v1_RestoreJob__Output } from '../../tamada/v1/RestoreJob.ts';
import type { RebuildJob as _tamada_v1_RebuildJob, RebuildJob__Output as _tamada_v1_RebuildJob__Output } from '../../tamada/v1/RebuildJob.ts';
import type { AdvanceJob as _tamada_v1_AdvanceJob, AdvanceJob__Output as _tamada_v1_AdvanceJob__Output } from '../../tamada/v1/AdvanceJob.ts';
import type { FindJob as _tamada_v1_FindJob, FindJob__Output as _tamada_v1_FindJob__Output } from '../../tamada/v1/FindJob.ts';
import type { DumpJob as _tamada_v1_DumpJob, DumpJob__Output as _tamada_v1_DumpJob__Output } from '../../tamada/v1/DumpJob.ts';
import type { MemberJob as _tamada_v1_MemberJob, MemberJob__Output as _tamada_v1_MemberJob__Output } from '../../tamada/v1/MemberJob.ts';
import type { SendJob as _tamada_v1_SendJob, SendJob__Output as _tamada_v1_SendJob__Output } from '../../tamada/v1/SendJob.ts';

export interface StartJobRequest {
  'backup'?: (_tamada_v1_BackupJob | null);
  'verify'?: (_tamada_v1_VerifyJob | null);
  'expire'?: (_tamada_v1_ExpireJob | null);
  'prove'?: (_tamada_v1_ProveJob | null);
  'restore'?: (_tamada_v1_RestoreJob | null);
  'rebuild'?: (_tamada_v1_RebuildJob | null);
  'advance'?: (_tamada_v1_AdvanceJob | null);
  'find'?: (_tamada_v1_FindJob | null);
  'dump'?: (_tamada_v1_DumpJob | null);
  'member'?: (_tamada_v1_MemberJob | null);
  'send'?: (_tamada_v1_SendJob | null);
  'job'?: "backup"|"verify"|"expire"|"prove"|"restore"|"rebuild"|"advance"|"find"|"dump"|"member"|"send";
}

export interface StartJobRequest__Output {
  'backup'?: (_tamada_v1_BackupJob__Output | null);
  'verify'?: (_tamada_v1_VerifyJob__Output | null);
  'expire'?: (_tamada_v1_ExpireJob__Output | null);
  'prove'?: (_tamada_v1_ProveJob__Output | null);
  'restore'?: (_tamada_v1_RestoreJob__Output | null);
  'rebuild'?: (_tamada_v1_RebuildJob__Output | null);
  'advance'?: (_tamada_v1_AdvanceJob__Output | null);
  'find'?: (_tamada_v1_FindJob__Output | null);
  'dump'?: (_tamada_v1_DumpJob__Output | null);
  'member'?: (_tamada_v1_MemberJob__Output | null);
  'send'?: (_tamada_v1_SendJob__Output | null);
  'job'?: "backup"|"verify"|"expire"|"prove"|"restore"|"rebuild"|"advance"|"find"|"dump"|"member"|"send";
}
