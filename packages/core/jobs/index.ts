export { delayedSaidSchema, proofSchema } from './delayed-said.ts';
export type { BackupProof, DelayedSaid } from './delayed-said.ts';
export {
  dataFolder,
  describeJob,
  describeTarget,
  jobIdPattern,
  jobKinds,
  jobOrders,
  jobSpecSchema,
  restoreId,
  sendWish,
  targetRule,
} from './spec.ts';
export type { JobKind, JobOrder, JobSpec, TableName } from './spec.ts';
export { hasEnded, jobStateSchema, memberRecordSchema, nothingDone, restoredSchema } from './state.ts';
export type { JobDone, JobState, MemberRecord, Restored } from './state.ts';
export { backupMemorySchema, emptyMemory, haltSchema, jobProcessSchema } from './memory.ts';
export type { BackupMemory, Halt, JobProcess } from './memory.ts';
