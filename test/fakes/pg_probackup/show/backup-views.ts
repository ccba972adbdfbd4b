import type { Backup } from '../catalogue/backup.ts';
import { prettySize, prettyTime, timestamp } from '../log/words.ts';
import { backupFields, parentTimelineOf, printFields } from './backup-fields.ts';
import { printTable } from './table.ts';

export function printBackupsJson(instance: string, shown: readonly Backup[], all: readonly Backup[]): string {
  const objects = shown.map((backup) => printFields(backupFields(backup, parentTimelineOf(backup, all)), ' '.repeat(12)));
  const lines = [
    '    {',
    `        "instance": ${JSON.stringify(instance)},`,
    '        "backups": [',
    ...(objects.length === 0 ? [] : [objects.join(',\n')]),
  ];
  return [...lines, '        ]', '    }'].join('\n');
}

const columns = [
  ...['Instance', 'Version', 'ID', 'Recovery Time', 'Mode', 'WAL Mode', 'TLI'].map((heading) => ({ heading })),
  ...['Time', 'Data', 'WAL', 'Zratio'].map((heading) => ({ heading, right: true })),
  ...['Start LSN', 'Stop LSN', 'Status'].map((heading) => ({ heading })),
];

/** `now` (seconds since the epoch) for backups that still run. */
export function printBackupsTable(instance: string, backups: readonly Backup[], titled: boolean, now: number): string {
  const rows = backups.map((backup) => [
    instance,
    backup.serverVersion === '' ? '----' : backup.serverVersion,
    backup.id,
    backup.recoveryTime === 0 ? '----' : timestamp(backup.recoveryTime),
    backup.mode,
    backup.stream ? 'STREAM' : 'ARCHIVE',
    `${backup.timeline}/${parentTimelineOf(backup, backups)}`,
    duration(backup, now),
    prettySize(backup.dataBytes ?? 0),
    prettySize(backup.walBytes ?? 0),
    ratio(backup),
    backup.startLsn,
    backup.stopLsn,
    backup.status,
  ]);
  return `${titled ? `\nBACKUP INSTANCE '${instance}'\n` : ''}${printTable(columns, rows)}`;
}

function duration({ startTime, endTime, status }: Backup, now: number): string {
  if (endTime !== 0) return prettyTime(endTime - startTime);
  return status === 'RUNNING' ? prettyTime(now - startTime) : '----';
}

function ratio({ uncompressedBytes, dataBytes }: Backup): string {
  return dataBytes === null || dataBytes === 0 ? '1.00' : (uncompressedBytes / dataBytes).toFixed(2);
}
