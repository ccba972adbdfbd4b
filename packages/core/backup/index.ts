export { backupFunctions, backupRoles } from './grants.ts';
export { archiveSchema, backupSchema, catalogueSchema, damageSchema, expirySchema, tablespaceSchema } from './catalogue.ts';
export type { Archive, ArchivedTimeline, Backup, Catalogue, Damage, Expiry, Hole, Tablespace } from './catalogue.ts';
export { backupSiteSchema, backupTimers, backupTools, delayedFilesOf } from './site.ts';
export type { BackupSite, BackupTimer, BackupToolName } from './site.ts';
export { archivedHistory, backupsAlong, fittingBackup, holeAfter, knownFile, newestTimeline } from './choose.ts';
export { judgeExpiry, remembered } from './retention.ts';
export type { ExpiryVerdict, ReplicaPlace } from './retention.ts';
export { pgbackrestPaths, pgbackrestTimes } from './pgbackrest/commands.ts';
export { getRemote, pgProbackupPaths, pushOptions } from './pg-probackup/commands.ts';
export { quoteSetting, settingLine, targetSchema, targetSettings } from './recovery-target.ts';
export type { RecoveryTarget, Setting } from './recovery-target.ts';
export type { OperatorText } from './operator-text.ts';
export { operatorTexts } from './operator-text.ts';
export { backupToolOf } from './tools.ts';
export { describeTrouble } from './trouble.ts';
export type {
  BackupRequest,
  BackupTool,
  ExpireRequest,
  MovedTablespace,
  RestorePurpose,
  RestoreRequest,
  Talk,
  ToolAnswer,
  ToolCommand,
  ToolLimit,
  ToolOutcome,
  ToolTrouble,
} from './tool.ts';
