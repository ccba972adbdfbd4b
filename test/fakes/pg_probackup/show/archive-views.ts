import type { Backup } from '../catalogue/backup.ts';
import { prettySize } from '../log/words.ts';
import { segmentName } from '../wal/position.ts';
import { compressionRatio } from './archive.ts';
import type { ArchivedTimeline } from './archive.ts';
import { backupFields, parentTimelineOf, printFields } from './backup-fields.ts';
import { printTable } from './table.ts';

function ends({ timeline, segments }: ArchivedTimeline): readonly [string, string] {
  return [segmentName(timeline, segments[0] ?? 0), segmentName(timeline, segments.at(-1) ?? 0)];
}

export function printArchiveJson(instance: string, timelines: readonly ArchivedTimeline[], all: readonly Backup[]): string {
  const objects = timelines.map((timeline) => printTimeline(timeline, all));
  const lines = [
    '    {',
    `        "instance": ${JSON.stringify(instance)},`,
    '        "timelines": [',
    ...(objects.length === 0 ? [] : [objects.join(',\n')]),
  ];
  return [...lines, '        ]', '    }'].join('\n');
}

function printTimeline(timeline: ArchivedTimeline, all: readonly Backup[]): string {
  const [first, last] = ends(timeline);
  const pad = ' '.repeat(16);
  const lost = timeline.lost.map(([from, to]) => {
    const name = (segment: number): string => segmentName(timeline.timeline, segment);
    return printFields([['begin-segno', name(from)], ['end-segno', name(to)]] as const, `${pad}    `); // prettier-ignore
  });
  const backups = timeline.backups.map((backup) => printFields(backupFields(backup, parentTimelineOf(backup, all)), `${pad}    `));
  const list = (items: readonly string[]): string => (items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${pad}]`);
  const lines = [
    `"tli": ${timeline.timeline}`,
    `"parent-tli": ${timeline.parent}`,
    `"switchpoint": "${timeline.switchpoint}"`,
    `"min-segno": "${first}"`,
    `"max-segno": "${last}"`,
    `"n-segments": ${timeline.segments.length}`,
    `"size": ${timeline.bytes}`,
    `"zratio": ${compressionRatio(timeline)}`,
    `"closest-backup-id": "${timeline.closestBackup?.id ?? ''}"`,
    `"status": "${timeline.lost.length === 0 ? 'OK' : 'DEGRADED'}"`,
    `"lost-segments": ${list(lost)}`,
    `"backups": ${list(backups)}`,
  ];
  const close = ' '.repeat(12);
  return `${close}{\n${lines.map((line) => `${pad}${line}`).join(',\n')}\n${close}}`;
}

const columns = ['TLI', 'Parent TLI', 'Switchpoint', 'Min Segno', 'Max Segno', 'N segments', 'Size', 'Zratio', 'N backups', 'Status'];

export function printArchiveTable(instance: string, timelines: readonly ArchivedTimeline[]): string {
  const rows = timelines.map((timeline) => [
    ...[String(timeline.timeline), String(timeline.parent), timeline.switchpoint, ...ends(timeline)],
    ...[String(timeline.segments.length), prettySize(timeline.bytes), compressionRatio(timeline), String(timeline.backups.length)],
    timeline.lost.length === 0 ? 'OK' : 'DEGRADED',
  ]);
  return `\nARCHIVE INSTANCE '${instance}'\n${printTable(
    columns.map((heading) => ({ heading })),
    rows,
  )}`;
}
