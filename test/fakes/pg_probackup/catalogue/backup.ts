/** A backup's control file: what is known of the backup, and how it is written down. */

export type BackupMode = '' | 'FULL' | 'DELTA' | 'PAGE' | 'PTRACK';
export const backupModes = ['FULL', 'DELTA', 'PAGE', 'PTRACK'] as const;

export type BackupStatus =
  ('UNKNOWN' | 'OK' | 'DONE' | 'RUNNING' | 'ERROR' | 'CORRUPT' | 'ORPHAN') | ('MERGING' | 'MERGED' | 'DELETING' | 'DELETED');
export const backupStatuses = [
  ...(['UNKNOWN', 'OK', 'DONE', 'RUNNING', 'ERROR', 'CORRUPT', 'ORPHAN'] as const),
  ...(['MERGING', 'MERGED', 'DELETING', 'DELETED'] as const),
];

/** Times are seconds since the epoch, positions `X/X`; 0 and '' are what the real one writes for "not known yet". */
export interface Backup {
  readonly id: string;
  readonly mode: BackupMode;
  readonly stream: boolean;
  readonly compressAlg: 'none' | 'zlib' | 'pglz';
  readonly compressLevel: number;
  readonly fromReplica: boolean;
  readonly checksumVersion: number;
  readonly programVersion: string;
  readonly serverVersion: string;
  readonly timeline: number;
  readonly startLsn: string;
  readonly stopLsn: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly recoveryXid: number;
  readonly recoveryTime: number;
  readonly expireTime: number;
  /** Null until files are transferred. */
  readonly dataBytes: number | null;
  readonly walBytes: number | null;
  readonly uncompressedBytes: number;
  readonly pgdataBytes: number;
  readonly status: BackupStatus;
  readonly parent: string | null;
  readonly mergeInto: string | null;
  readonly primaryConninfo: string;
  readonly note: string;
  readonly contentCrc: number;
}

/** What a folder without a readable control file is. */
export function unknownBackup(id: string, startTime: number): Backup {
  return {
    ...{ id, startTime, mode: '', stream: false, compressAlg: 'none', compressLevel: 1, fromReplica: false, checksumVersion: 0 },
    ...{ programVersion: '', serverVersion: '', timeline: 0, startLsn: '0/0', stopLsn: '0/0', endTime: 0, recoveryXid: 0 },
    ...{ recoveryTime: 0, expireTime: 0, dataBytes: null, walBytes: null, uncompressedBytes: 0, pgdataBytes: 0, status: 'UNKNOWN' },
    ...{ parent: null, mergeInto: null, primaryConninfo: '', note: '', contentCrc: 0 },
  };
}

/** 1764215340 → `TOXT4A`: the start time in base 36. */
export function idOf(startTime: number): string {
  return startTime.toString(36).toUpperCase();
}

/** What the real one reads of an id: letters and digits up to the first other sign, in capitals. */
export function readId(typed: string): string {
  return (/^[0-9a-z]*/i.exec(typed)?.[0] ?? '').toUpperCase();
}

export function startTimeOf(id: string): number {
  return parseInt(id, 36);
}

export function isIncremental({ mode }: Backup): boolean {
  return mode !== 'FULL' && mode !== '';
}
