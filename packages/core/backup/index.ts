export { archiveSchema, archivedTimelineSchema, backupSchema, catalogueSchema, damageSchema, expirySchema } from './catalogue.ts';
export type { Archive, ArchivedTimeline, Backup, Catalogue, Damage, Expiry, Hole } from './catalogue.ts';
export { backupSiteSchema, backupTools } from './site.ts';
export type { BackupSite, BackupToolName } from './site.ts';
export type {
  BackupRequest,
  BackupTool,
  ExpireRequest,
  RecoveryTarget,
  RestoreRequest,
  Talk,
  ToolAnswer,
  ToolCommand,
  ToolLimit,
  ToolOutcome,
  ToolTrouble,
} from './tool.ts';
export { fullsToKeep, judgeExpiry, withPins } from './retention.ts';
export type { ExpiryVerdict, ReplicaPlace } from './retention.ts';
export { backupToolOf } from './tools.ts';
