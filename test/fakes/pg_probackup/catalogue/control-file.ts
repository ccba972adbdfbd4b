import { parseTimestamp, timestamp } from '../log/words.ts';
import { backupModes, backupStatuses, idOf, unknownBackup } from './backup.ts';
import type { Backup } from './backup.ts';

export function printControl(backup: Backup): string {
  const when = (name: string, seconds: number): readonly string[] => (seconds === 0 ? [] : [`${name} = '${timestamp(seconds)}'`]);
  const quoted = (name: string, value: string | null): readonly string[] =>
    value === null || value === '' ? [] : [`${name} = '${value}'`];
  const bytes = (name: string, value: number | null): readonly string[] => (value === null ? [] : [`${name} = ${value}`]);
  return `${[
    '#Configuration',
    `backup-mode = ${backup.mode}`,
    `stream = ${backup.stream}`,
    `compress-alg = ${backup.compressAlg}`,
    `compress-level = ${backup.compressLevel}`,
    `from-replica = ${backup.fromReplica}`,
    '',
    '#Compatibility',
    'block-size = 8192',
    'xlog-block-size = 8192',
    `checksum-version = ${backup.checksumVersion}`,
    ...(backup.programVersion === '' ? [] : [`program-version = ${backup.programVersion}`]),
    ...(backup.serverVersion === '' ? [] : [`server-version = ${backup.serverVersion}`]),
    '',
    '#Result backup info',
    `timelineid = ${backup.timeline}`,
    `start-lsn = ${backup.startLsn}`,
    `stop-lsn = ${backup.stopLsn}`,
    ...when('start-time', backup.startTime),
    ...when('end-time', backup.endTime),
    `recovery-xid = ${backup.recoveryXid}`,
    ...when('recovery-time', backup.recoveryTime),
    ...when('expire-time', backup.expireTime),
    ...quoted('merge-dest-id', backup.mergeInto),
    ...bytes('data-bytes', backup.dataBytes),
    ...bytes('wal-bytes', backup.walBytes),
    `uncompressed-bytes = ${backup.uncompressedBytes}`,
    `pgdata-bytes = ${backup.pgdataBytes}`,
    `status = ${backup.status}`,
    ...quoted('parent-backup-id', backup.parent),
    ...quoted('primary_conninfo', backup.primaryConninfo),
    ...quoted('note', backup.note),
    `content-crc = ${backup.contentCrc}`,
  ].join('\n')}\n`;
}

/** Throws `SyntaxError` with the first line that is none. */
export function parseControl(text: string, folderId: string, folderStart: number): Backup {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const found = /^([\w-]+) = (?:'(.*)'|(.*))$/.exec(line);
    if (found === null) throw new SyntaxError(line);
    fields.set(found[1] ?? '', found[2] ?? found[3] ?? '');
  }
  const word = (name: string): string => fields.get(name) ?? '';
  const number = (name: string): number => Number(fields.get(name) ?? 0);
  const time = (name: string): number => parseTimestamp(word(name)) ?? 0;
  const optional = (name: string): number | null => (fields.has(name) ? number(name) : null);
  const startTime = time('start-time');
  return {
    ...unknownBackup(startTime === 0 ? folderId : idOf(startTime), startTime === 0 ? folderStart : startTime),
    mode: backupModes.find((mode) => mode === word('backup-mode')) ?? '',
    stream: word('stream') === 'true',
    compressAlg: word('compress-alg') === 'zlib' ? 'zlib' : word('compress-alg') === 'pglz' ? 'pglz' : 'none',
    compressLevel: number('compress-level'),
    fromReplica: word('from-replica') === 'true',
    checksumVersion: number('checksum-version'),
    programVersion: word('program-version'),
    serverVersion: word('server-version'),
    timeline: number('timelineid'),
    startLsn: fields.get('start-lsn') ?? '0/0',
    stopLsn: fields.get('stop-lsn') ?? '0/0',
    endTime: time('end-time'),
    recoveryXid: number('recovery-xid'),
    recoveryTime: time('recovery-time'),
    expireTime: time('expire-time'),
    dataBytes: optional('data-bytes'),
    walBytes: optional('wal-bytes'),
    uncompressedBytes: number('uncompressed-bytes'),
    pgdataBytes: number('pgdata-bytes'),
    status: backupStatuses.find((status) => status === word('status')) ?? 'UNKNOWN',
    parent: fields.get('parent-backup-id') ?? null,
    mergeInto: fields.get('merge-dest-id') ?? null,
    primaryConninfo: word('primary_conninfo'),
    note: word('note'),
    contentCrc: number('content-crc'),
  };
}
