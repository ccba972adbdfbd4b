import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isValid } from '../backup/parent.ts';
import type { Backup } from '../catalogue/backup.ts';
import { parseHistory, parseLsn, parseSegment, segmentBytes } from '../wal/position.ts';

/** One timeline of a WAL archive. */
export interface ArchivedTimeline {
  readonly timeline: number;
  readonly parent: number;
  readonly switchpoint: string;
  /** Segment numbers, ascending, each once. */
  readonly segments: readonly number[];
  readonly bytes: number;
  /** Runs of segments that are missing, both ends included. */
  readonly lost: readonly (readonly [number, number])[];
  readonly backups: readonly Backup[];
  readonly closestBackup: Backup | null;
}

/** Newest timeline first. Only complete segments count; a timeline without any is not there. */
export async function readArchive(wal: string, backups: readonly Backup[]): Promise<readonly ArchivedTimeline[]> {
  const names = await readdir(wal);
  const found = new Map<number, { segments: Set<number>; bytes: number }>();
  const forks = new Map<number, { parent: number; switchpoint: string }>();
  for (const name of names) {
    const history = /^([0-9A-F]{8})\.history$/.exec(name);
    if (history !== null) {
      const last = parseHistory(await readFile(join(wal, name), 'utf8')).at(-1);
      if (last !== undefined) forks.set(parseInt(history[1] ?? '', 16), { parent: last.timeline, switchpoint: last.switchpoint });
    }
    const segment = parseSegment(name.replace(/\.gz$/, ''));
    if (segment === null) continue;
    const size = await stat(join(wal, name)).then(
      (file) => file.size,
      () => null,
    );
    if (size === null) continue;
    const timeline = found.get(segment.timeline) ?? { segments: new Set(), bytes: 0 };
    timeline.segments.add(segment.segment);
    timeline.bytes += size;
    found.set(segment.timeline, timeline);
  }
  return [...found]
    .sort(([one], [other]) => other - one)
    .map(([timeline, { segments, bytes }]) => {
      const inOrder = [...segments].sort((one, other) => one - other);
      const fork = forks.get(timeline) ?? { parent: 0, switchpoint: '0/0' };
      const own = backups.filter((backup) => backup.timeline === timeline);
      const closestBackup = closest(timeline, forks, found, backups);
      return { timeline, ...fork, segments: inOrder, bytes, lost: gaps(inOrder), backups: own, closestBackup };
    });
}

function gaps(segments: readonly number[]): readonly (readonly [number, number])[] {
  return segments.flatMap((segment, at) => {
    const before = segments[at - 1];
    return before === undefined || before + 1 === segment ? [] : [[before + 1, segment - 1] as const];
  });
}

/** The newest valid backup of the timelines before, from which this one can be reached. */
function closest(
  timeline: number,
  forks: ReadonlyMap<number, { parent: number; switchpoint: string }>,
  found: ReadonlyMap<number, unknown>,
  backups: readonly Backup[],
): Backup | null {
  const fork = forks.get(timeline);
  if (fork === undefined || !found.has(fork.parent)) return null;
  const fitting = backups.filter(
    (backup) => backup.timeline === fork.parent && isValid(backup) && parseLsn(backup.stopLsn) <= parseLsn(fork.switchpoint),
  );
  return fitting[0] ?? closest(fork.parent, forks, found, backups);
}

/** How much smaller the archive is than its segments. */
export function compressionRatio({ segments, bytes }: ArchivedTimeline): string {
  return bytes === 0 ? '0.00' : ((segments.length * segmentBytes) / bytes).toFixed(2);
}
