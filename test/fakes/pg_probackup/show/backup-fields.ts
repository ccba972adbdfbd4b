import type { Backup } from '../catalogue/backup.ts';
import { timestamp } from '../log/words.ts';

/** A value as the real one writes it: strings are quoted there, also some that look like others. */
export type Field = readonly [name: string, value: string | number];

/** A backup's fields in the order of show --format=json; what is not known is left out. `parentTimeline`: 0 without a parent. */
export function backupFields(backup: Backup, parentTimeline: number): readonly Field[] {
  const optional = (name: string, value: string | number | null | undefined): readonly Field[] =>
    value === null || value === undefined || value === '' ? [] : [[name, value]];
  const time = (name: string, seconds: number): readonly Field[] => (seconds === 0 ? [] : [[name, timestamp(seconds)]]);
  const expire = time('expire-time', backup.expireTime);
  return [
    ['id', backup.id],
    ...optional('parent-backup-id', backup.parent),
    ['backup-mode', backup.mode],
    ['wal', backup.stream ? 'STREAM' : 'ARCHIVE'],
    ['compress-alg', backup.compressAlg],
    ['compress-level', backup.compressLevel],
    ['from-replica', String(backup.fromReplica)],
    ['block-size', 8192],
    ['xlog-block-size', 8192],
    ['checksum-version', backup.checksumVersion],
    ['program-version', backup.programVersion],
    ['server-version', backup.serverVersion],
    ['current-tli', backup.timeline],
    ['parent-tli', parentTimeline],
    ['start-lsn', backup.startLsn],
    ['stop-lsn', backup.stopLsn],
    ['start-time', timestamp(backup.startTime)],
    ...time('end-time', backup.endTime),
    ['recovery-xid', backup.recoveryXid],
    ...time('recovery-time', backup.recoveryTime),
    ...expire,
    ...optional('data-bytes', backup.dataBytes),
    ...optional('wal-bytes', backup.walBytes),
    ['uncompressed-bytes', backup.uncompressedBytes],
    ['pgdata-bytes', backup.pgdataBytes],
    ...optional('primary_conninfo', backup.primaryConninfo),
    ...optional('note', backup.note),
    ['status', backup.status],
    ...(backup.contentCrc === 0 ? [] : ([['content-crc', backup.contentCrc]] as const)),
  ];
}

export function parentTimelineOf(backup: Backup, all: readonly Backup[]): number {
  return all.find(({ id }) => id === backup.parent)?.timeline ?? 0;
}

/** An object of fields, indented as the real one does it. */
export function printFields(fields: readonly Field[], indent: string): string {
  const lines = fields.map(([name, value]) => `${indent}    "${name}": ${JSON.stringify(value)}`);
  return `${indent}{\n${lines.join(',\n')}\n${indent}}`;
}
