export { delayedSaidSchema, proofSchema } from './delayed-said.ts';
export type { BackupProof, DelayedSaid } from './delayed-said.ts';
export { describeJob, describeTarget, jobIdPattern, jobKinds, jobOrders, jobSpecSchema, restoreId, targetRule } from './spec.ts';
export type { JobKind, JobOrder, JobSpec, TableName } from './spec.ts';
export { hasEnded, jobStateSchema, memberRecordSchema, nothingDone } from './state.ts';
export type { JobDone, JobState, MemberRecord } from './state.ts';
export { backupMemorySchema, emptyMemory, haltSchema, jobProcessSchema } from './memory.ts';
export type { BackupMemory, Halt, JobProcess } from './memory.ts';
