import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isValid } from '../backup/parent.ts';
import type { Backup } from '../catalogue/backup.ts';
import type { BackupStore } from '../catalogue/store.ts';
import type { Log } from '../log/log.ts';
import { prettySize } from '../log/words.ts';
import { readArchive } from '../show/archive.ts';
import type { ArchivedTimeline } from '../show/archive.ts';
import { parseLsn, segmentBefore, segmentBytes, segmentName, segmentNumber } from '../wal/position.ts';

/** Removes WAL that no backup needs: on a timeline without backups all of it, also where somebody still reads it. True when any went. */
export async function purgeWal(store: BackupStore, backups: readonly Backup[], depth: number, dryRun: boolean, log: Log): Promise<boolean> {
  const timelines = await readArchive(store.layout.wal, backups);
  let purged = false;
  for (const timeline of [...timelines].reverse()) {
    const oldest = timeline.backups.filter((backup) => backup.startLsn !== '0/0').at(-1);
    // What an older backup can be recovered through is kept as a whole, unless a depth is asked for.
    if (timeline.closestBackup !== null && (depth === 0 || oldest === undefined)) continue;
    if (oldest === undefined) {
      log.info(`On timeline ${timeline.timeline} all files ${dryRun ? 'can' : 'will'} be removed`);
      purged = (await removeBelow(store, timeline, null, () => false, dryRun, log)) || purged;
      continue;
    }
    const anchor = timeline.backups.filter(isValid)[depth - 1] ?? oldest;
    const kept = depth > 0 ? consistent(timeline.backups) : (): boolean => false;
    const from = segmentNumber(parseLsn((depth > 0 ? anchor : oldest).startLsn));
    purged = (await removeBelow(store, timeline, from, kept, dryRun, log)) || purged;
  }
  return purged && !dryRun;
}

/** The segments that make older archive backups consistent, kept also below the depth. */
function consistent(backups: readonly Backup[]): (segment: number) => boolean {
  const ranges = backups
    .filter((backup) => !backup.stream && isValid(backup))
    .map(({ startLsn, stopLsn }) => [segmentNumber(parseLsn(startLsn)), segmentBefore(parseLsn(stopLsn))] as const);
  return (segment) => ranges.some(([first, last]) => segment >= first && segment <= last);
}

async function removeBelow(
  store: BackupStore,
  { timeline, segments }: ArchivedTimeline,
  from: number | null,
  kept: (segment: number) => boolean,
  dryRun: boolean,
  log: Log,
): Promise<boolean> {
  const first = segments[0] ?? 0;
  const end = from ?? (segments.at(-1) ?? 0) + 1;
  const going = segments.filter((segment) => segment < end && !kept(segment));
  if (going.length === 0) {
    if (from === null || first < end) log.info(`Nothing to remove on timeline ${timeline}`);
    return false;
  }
  const last = from === null ? end - 1 : end;
  log.info(
    `On timeline ${timeline} WAL segments between ${segmentName(timeline, first)} and ${segmentName(timeline, last)} ${dryRun ? 'can' : 'will'} be removed`,
  );
  log.info(`Logical WAL size to remove on timeline ${timeline} : ${prettySize((end - first) * segmentBytes)}`);
  const names = (await readdir(store.layout.wal)).filter((name) => {
    const found = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})(?:\.|$)/.exec(name);
    if (found === null || parseInt(found[1] ?? '', 16) !== timeline) return false;
    const segment = parseInt(found[2] ?? '', 16) * 256 + parseInt(found[3] ?? '', 16);
    return segment < end && !kept(segment);
  });
  let bytes = 0;
  for (const name of names) {
    const path = join(store.layout.wal, name);
    bytes += (await stat(path)).size;
    if (!dryRun) await rm(path);
  }
  log.info(`Resident WAL size to free on timeline ${timeline} : ${prettySize(bytes)}`);
  return true;
}
