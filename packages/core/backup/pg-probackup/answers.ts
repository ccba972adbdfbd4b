import * as z from 'zod';
import { parsedJson } from '../../foreign/index.ts';
import { lsnBytes, parseSegment, segmentAt, segmentBytes, segmentName } from '../../wal/index.ts';
import { eachOnce, type Archive, type ArchivedTimeline, type Backup, type Damage, type Hole, type Tablespace } from '../catalogue.ts';

const backupSchema = z.object({
  id: z.string(),
  'parent-backup-id': z.string().optional(),
  'backup-mode': z.string(),
  'current-tli': z.number(),
  'start-lsn': z.string(),
  'stop-lsn': z.string(),
  'start-time': z.string(),
  'end-time': z.string().optional(),
  'expire-time': z.string().optional(),
  'data-bytes': z.number().optional(),
  'wal-bytes': z.number().optional(),
  'pgdata-bytes': z.number().optional(),
  status: z.string(),
});

const showSchema = z.array(z.object({ instance: z.string(), backups: z.array(backupSchema) }));

/** `show --format=json`; null where this is none. */
export function readShow(stdout: string, instance: string): readonly Backup[] | null {
  const shown = parsedJson(showSchema, stdout)?.find((one) => one.instance === instance);
  return shown === undefined ? null : shown.backups.map(readBackup);
}

function readBackup(one: z.infer<typeof backupSchema>): Backup {
  const bytes = (one['data-bytes'] ?? 0) + (one['wal-bytes'] ?? 0);
  return {
    id: one.id,
    kind: one['backup-mode'] === 'FULL' ? 'full' : 'incremental',
    parent: one['parent-backup-id'] ?? null,
    state: stateOf(one.status),
    startedAtMs: timeMs(one['start-time']) ?? 0,
    endedAtMs: timeMs(one['end-time'] ?? ''),
    startLsn: lsn(one['start-lsn']),
    stopLsn: lsn(one['stop-lsn']),
    timeline: one['current-tli'] === 0 ? null : one['current-tli'],
    bytes: bytes === 0 ? null : bytes,
    restoredBytes: one['pgdata-bytes'] ?? null,
    pinnedUntilMs: timeMs(one['expire-time'] ?? ''),
  };
}

function stateOf(status: string): Backup['state'] {
  switch (status) {
    case 'OK':
    case 'DONE':
      return 'ok';
    case 'RUNNING':
    case 'MERGING':
      return 'running';
    case 'CORRUPT':
    case 'ORPHAN':
      return 'damaged';
    default:
      return 'failed';
  }
}

/** `2026-11-23 04:19:47+00` */
function timeMs(text: string): number | null {
  const at = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(at) ? null : at;
}

function lsn(text: string): string | null {
  return text === '0/0' || lsnBytes(text) === null ? null : text;
}

/** The `tablespace_map` of a backup, as PostgreSQL gives it to whoever makes one: a number and a path on each line. */
export function readTablespaceMap(text: string): readonly Tablespace[] {
  return [...text.matchAll(/^([0-9]+) (\/.*)$/gm)].map(([, id = '', place = '']) => ({ id, place }));
}

const archiveSchema = z.array(
  z.object({
    instance: z.string(),
    timelines: z.array(
      z.object({
        tli: z.number(),
        'parent-tli': z.number(),
        switchpoint: z.string(),
        'min-segno': z.string(),
        'max-segno': z.string(),
        'n-segments': z.number(),
        size: z.number(),
        'lost-segments': z.array(z.object({ 'begin-segno': z.string(), 'end-segno': z.string() })),
      }),
    ),
  }),
);

/** `show --archive --format=json`; null where this is none. */
export function readArchive(stdout: string, instance: string): Archive | null {
  const shown = parsedJson(archiveSchema, stdout)?.find((one) => one.instance === instance);
  if (shown === undefined) return null;
  const timelines = shown.timelines
    .map((one): ArchivedTimeline => ({
      timeline: one.tli,
      parent: one['parent-tli'] === 0 ? null : one['parent-tli'],
      switchLsn: lsn(one.switchpoint),
      first: parseSegment(one['min-segno']) === null ? null : one['min-segno'],
      last: parseSegment(one['max-segno']) === null ? null : one['max-segno'],
      segments: one['n-segments'],
      bytes: one.size,
      holes: one['lost-segments'].map((lost) => ({ from: lost['begin-segno'], to: lost['end-segno'] })),
    }))
    .toSorted((a, b) => a.timeline - b.timeline);
  return { timelines: timelines.map((one) => withEnds(one, timelines)) };
}

/**
 * It counts what is missing between segments. What is missing at the beginning of a timeline, or at the end of one that the newest one continues,
 * is counted here. What retention removed is no hole: the archive begins with its oldest segment.
 */
function withEnds(one: ArchivedTimeline, all: readonly ArchivedTimeline[]): ArchivedTimeline {
  const { timeline } = one;
  const [first, last] = [parseSegment(one.first ?? ''), parseSegment(one.last ?? '')];
  if (first === null || last === null) return one;
  const oldest = Math.min(...all.map((other) => parseSegment(other.first ?? '')?.number ?? Infinity));
  const begins = Math.max(oldest, segmentAt(timeline, one.switchLsn ?? '')?.number ?? 0);
  const child = lineage(all).find(({ parent }) => parent === timeline);
  const end = lsnBytes(child?.switchLsn ?? '');
  const ends = end === null ? last.number : Number(end / BigInt(segmentBytes)) - 1;
  const hole = (from: number, to: number): readonly Hole[] =>
    from > to ? [] : [{ from: segmentName({ timeline, number: from }), to: segmentName({ timeline, number: to }) }];
  return { ...one, holes: [...(one.parent === null ? [] : hole(begins, first.number - 1)), ...one.holes, ...hole(last.number + 1, ends)] };
}

/** The newest timeline and those before it. */
function lineage(all: readonly ArchivedTimeline[]): readonly ArchivedTimeline[] {
  const line: ArchivedTimeline[] = [];
  let one = all.at(-1);
  while (one !== undefined && !line.includes(one)) {
    line.push(one);
    const { parent }: ArchivedTimeline = one;
    one = all.find(({ timeline }) => timeline === parent);
  }
  return line;
}

/** `validate`: what it names; it exits with 1 where it names something. */
export function readValidate(text: string): readonly Damage[] {
  const backups = [...text.matchAll(/WARNING: Backup (\S+) (data files are corrupted|is orphaned [^\n]*|[^\n]*corrupt[^\n]*)/g)];
  const segments = [...text.matchAll(/(?:WARNING|ERROR): [^\n]*WAL segment "?(?:[^\s"]*\/)?([0-9A-F]{24})[^\n]*/g)];
  const found = [
    ...backups.map(([, name = '', words = '']): Damage => ({ what: 'backup', name, words })),
    ...segments.map(([words, name = '']): Damage => ({ what: 'segment', name, words: words.replace(/^[A-Z]+: /, '') })),
  ];
  return eachOnce(found);
}

/** What `gzip --test` says of packed segments. */
export function readBroken(text: string): readonly Damage[] {
  const lines = [...text.matchAll(/^gzip: (?:\S*\/)?([0-9A-F]{24})\.gz: (?!decompression OK)(.*)$/gm)];
  return lines.map(([, name = '', words = '']) => ({ what: 'segment', name, words }));
}

/** `delete --dry-run`; its closing lines say that nothing is deleted, whatever would be. */
export function readExpired(text: string): readonly string[] {
  return [...text.matchAll(/INFO: Backup (\S+), mode: .* Expired$/gm)].map(([, id = '']) => id);
}

/** Over ssh each line begins with time and process. */
export function hasError(text: string): boolean {
  return /^(?:\S+ \S+ UTC \[\d+\]: \[\d+-\d+\]: )?ERROR: /m.test(text);
}

/** `archive-get` did all that it could, and the file was not there. */
export function onlyMissing(text: string): boolean {
  return text.includes('ERROR: pg_probackup archive-get failed to deliver WAL file') && !text.includes('WARNING: ');
}

/** The end of a backup's log: files done of all, of the newest backup in it. Null before the first file. */
export function readProgress(log: string): number | null {
  const own = log.slice(Math.max(0, log.lastIndexOf('INFO: Backup start')));
  if (/Validating backup|Backup \S+ completed/.test(own)) return 1;
  const [, done = '', all = ''] = [...own.matchAll(/Progress: \((\d+)\/(\d+)\)\. Process file/g)].at(-1) ?? [];
  return done === '' ? null : Math.min(1, Number(done) / Number(all));
}

export function readBackupId(text: string): string | null {
  return /INFO: Backup (\S+) completed/.exec(text)?.[1] ?? null;
}

export function readVersion(stdout: string): string | null {
  return /^pg_probackup(?:-\d+)? ([0-9.]+)/m.exec(stdout)?.[1] ?? null;
}
