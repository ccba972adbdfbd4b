import type { Backup, Damage } from '@tamada/core/backup';
import type { BackupProof, JobDone } from '@tamada/core/jobs';
import type { BackupOptions } from '@tamada/core/topology';
import type { TimerSaid } from '@tamada/core/view';
import type { CatalogueAnswer } from '@tamada/wire';
import type { Paint } from './paint.ts';
import { table } from './paint.ts';
import { byteSize, counted, duration } from './quantity.ts';

type Done<K extends keyof JobDone> = NonNullable<JobDone[K]>;

/** `2026-11-26 13:04:35Z`: a time as `--to` takes it. */
export function moment(atMs: number, fraction = false): string {
  return `${new Date(atMs)
    .toISOString()
    .slice(0, fraction ? 23 : 19)
    .replace('T', ' ')}Z`;
}

/** Backups, newest first, and what the archive holds of each timeline. */
export function catalogueText({ tool, backups, archive }: CatalogueAnswer, paint: Paint): string {
  const rows = backups.map((one) => [
    one.id,
    one.kind,
    stateText(one.state, paint),
    moment(one.startedAtMs),
    one.endedAtMs === null ? '' : duration(one.endedAtMs - one.startedAtMs),
    one.bytes === null ? '' : byteSize(one.bytes),
    one.timeline === null ? '' : String(one.timeline),
    one.pinnedUntilMs === null ? '' : `until ${moment(one.pinnedUntilMs).slice(0, 10)}`,
  ]);
  const head = ['BACKUP', 'KIND', 'STATE', 'STARTED', 'TOOK', 'SIZE', 'TL', 'PINNED'].map(paint.faint);
  const list = rows.length === 0 ? paint.warn('there is no backup yet; next: tamada backup run --full') : table([head, ...rows]);
  const timelines = archive.timelines.map(({ timeline, parent, switchLsn, first, last, segments, bytes, holes }) => [
    String(timeline),
    parent === null ? '' : `${String(parent)} at ${switchLsn ?? '?'}`,
    first ?? '',
    last ?? '',
    String(segments),
    byteSize(bytes),
    holes.length === 0 ? paint.good('none') : paint.bad(holes.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')),
  ]);
  const wal =
    timelines.length === 0
      ? paint.warn('the archive is empty')
      : table([['TIMELINE', 'FROM', 'FIRST', 'LAST', 'SEGMENTS', 'SIZE', 'MISSING'].map(paint.faint), ...timelines]);
  return [`kept by ${tool}`, '', list, '', wal].join('\n');
}

function stateText(state: Backup['state'], paint: Paint): string {
  return { ok: paint.good, running: paint.warn, failed: paint.bad, damaged: paint.bad }[state](state);
}

/** One backup, with what it needs and from where to where it leads. */
export function backupText(backup: Backup, { backups }: CatalogueAnswer, paint: Paint): string {
  const { id, kind, state, startedAtMs, endedAtMs, startLsn, stopLsn, timeline, bytes, pinnedUntilMs, parent } = backup;
  const later = backups.filter((one) => one.parent === id).map((one) => one.id);
  const rows: readonly (readonly [string, string | null])[] = [
    ['backup', `${paint.strong(id)}, ${kind}`],
    ['state', stateText(state, paint)],
    ['taken', `${moment(startedAtMs)}${endedAtMs === null ? '' : ` to ${moment(endedAtMs)}`}`],
    [
      'consistent',
      stopLsn === null ? null : `from ${stopLsn} on (it began at ${startLsn ?? 'unknown'}), timeline ${String(timeline ?? 'unknown')}`,
    ],
    ['size', bytes === null ? null : `${byteSize(bytes)}${parent === null ? '' : ', without its parents'}`],
    ['needs', parent],
    ['needed by', later.length === 0 ? null : later.join(', ')],
    ['pinned', pinnedUntilMs === null ? null : `until ${moment(pinnedUntilMs)}`],
  ];
  return table(rows.flatMap(([label, value]) => (value === null ? [] : [[paint.faint(label), value]])));
}

/** One with damaged pages ends as a job that failed. */
export function backupDoneText({ id, source }: Done<'backup'>, paint: Paint): string {
  return `${paint.good('made')} ${id}, read from ${source}`;
}

export function damageText(damage: readonly Damage[], paint: Paint): string {
  if (damage.length === 0) return paint.good('all checksums are right');
  return [
    ...damage.map(({ what, name, words }) => `${paint.bad('damaged')} ${what} ${name}: ${words}`),
    'next: take a full backup, then look at the disk of the backup host; what is damaged cannot be restored',
  ].join('\n');
}

export function expiryText({ dryRun, backups, wal }: Done<'expire'>, paint: Paint): string {
  if (backups.length === 0 && wal.length === 0) return 'retention keeps everything that is there';
  const verb = dryRun ? paint.warn('would go') : 'gone    ';
  return [
    ...backups.map((id) => `${verb} backup ${id}`),
    ...wal.map(
      ({ timeline, from, to, whole }) =>
        `${verb} WAL of timeline ${String(timeline)}: ${from} to ${to}${whole ? ', the whole timeline' : ''}`,
    ),
  ].join('\n');
}

/** One that finds something wrong ends as a job that failed. */
export function proofText({ backup, tookMs }: BackupProof, paint: Paint): string {
  return `${paint.good('proved')} ${backup}: restored, started, looked at and removed in ${duration(tookMs)}`;
}

/** `active` null where nobody knows. */
interface Scheduled extends Omit<TimerSaid, 'active'> {
  readonly calendar: string | null;
  readonly active: boolean | null;
}

function nextRun({ calendar, active, nextAtMs }: Scheduled, paint: Paint): string {
  if (calendar === null) return '';
  if (active === null) return paint.warn('unknown');
  if (!active) return paint.bad('its timer does not run');
  return nextAtMs === null ? '' : moment(nextAtMs);
}

/** When it ran last, and what came of it. */
function lastRun({ lastAtMs, last, failures }: Scheduled, paint: Paint): readonly [string, string] {
  const when = last === null ? (lastAtMs === null ? '' : moment(lastAtMs)) : moment(last.endedAtMs);
  if (last === null) return [when, ''];
  if (last.state === 'done') return [when, paint.good('done')];
  const often = failures > 1 ? `, ${counted(failures, 'time')} in a row` : '';
  return [when, `${paint.bad(`${last.state}${often}`)}: ${last.problem ?? 'it left no reason'}`];
}

export function scheduleText(jobs: readonly Scheduled[], { fulls, windowSeconds }: BackupOptions['retention'], paint: Paint): string {
  const rows = jobs.map((one) => [one.job, one.calendar ?? paint.faint('never'), nextRun(one, paint), ...lastRun(one, paint)]);
  const days = windowSeconds / 86_400;
  return [
    table([['JOB', 'WHEN', 'NEXT', 'LAST', ''].map(paint.faint), ...rows]),
    '',
    `kept: at least ${counted(fulls, 'full backup')}, and all that ${counted(days, 'day')} back needs`,
  ].join('\n');
}
