import { archivedHistory, backupsAlong, fittingBackup, holeAfter, newestTimeline, type Archive, type Backup } from '@tamada/core/backup';
import { segmentName } from '@tamada/core/wal';
import { describe, expect, test } from 'vitest';
import { aBackup } from '../../../fakes/cluster/backups.ts';

/** 1 until 0/3000000, 2 until 0/5000000; 4 went on from the beginning of 2, because what 2 and 3 had done was given up. */
const archive: Archive = {
  timelines: [[1, null, null] as const, [2, 1, '0/3000000'] as const, [3, 2, '0/5000000'] as const, [4, 2, '0/3800000'] as const].map(
    ([timeline, parent, switchLsn]) => ({
      ...{ timeline, parent, switchLsn, first: null, last: null, segments: 0, bytes: 0, holes: [] },
    }),
  ),
};
const on = (id: string, timeline: number | null, stopLsn: string, endedAtMs = 1): Backup => aBackup({ id, timeline, stopLsn, endedAtMs });
const backups = [
  on('late', 3, '0/6000000', 40),
  on('lost', 2, '0/4000000', 30),
  on('kept', 2, '0/3500000', 20),
  on('first', 1, '0/2000000', 10),
];
const ids = (list: readonly Backup[]): readonly string[] => list.map(({ id }) => id);

test('a history is read from where each timeline came from', () => {
  expect(archivedHistory(archive, 4)).toEqual({
    timeline: 4,
    switchpoints: [
      { timeline: 1, lsn: '0/3000000', reason: '' },
      { timeline: 2, lsn: '0/3800000', reason: '' },
    ],
  });
  expect(archivedHistory(archive, 1)).toEqual({ timeline: 1, switchpoints: [] });
  expect(newestTimeline(archive)).toBe(4);
  expect(newestTimeline({ timelines: [] })).toBeNull();
});

describe('a backup is of use only to a timeline that went on after its end', () => {
  test.each([
    [4, ['kept', 'first']],
    [3, ['late', 'lost', 'kept', 'first']],
    [2, ['lost', 'kept', 'first']],
    [1, ['first']],
    [null, ['late', 'lost', 'kept', 'first']],
  ])('timeline %s', (timeline, expected) => {
    expect(ids(backupsAlong(backups, archive, timeline))).toEqual(expected);
  });

  test('damaged, failed and running ones are of no use', () => {
    const bad = (['damaged', 'failed', 'running'] as const).map((state) => ({ ...on('x', 1, '0/2000000'), state }));
    expect(backupsAlong(bad, archive, 1)).toEqual([]);
  });
});

test.each([
  [{ kind: 'latest' } as const, 'late'],
  [{ kind: 'time', atMs: 31 } as const, 'lost'],
  [{ kind: 'time', atMs: 30 } as const, 'kept'],
  [{ kind: 'time', atMs: 10 } as const, null],
  [{ kind: 'lsn', lsn: '0/3500000' } as const, 'kept'],
  [{ kind: 'lsn', lsn: '0/1000000' } as const, null],
])('the newest that had ended before the target: %j', (target, expected) => {
  expect(fittingBackup(backups, target)?.id ?? null).toBe(expected);
});

describe('a hole stops whoever replays from before it', () => {
  const segment = (timeline: number, number: number): string => segmentName({ timeline, number });
  /** The archive above with a hole in one timeline, from a segment to another. */
  const without = (timeline: number, from: number, to: number): Archive => ({
    timelines: archive.timelines.map((one) =>
      one.timeline === timeline ? { ...one, holes: [{ from: segment(timeline, from), to: segment(timeline, to) }] } : one,
    ),
  });
  const begins = (timeline: number | null, startLsn: string | null): Backup => aBackup({ timeline, startLsn });

  test.each<readonly [string, Backup, Archive, number, boolean]>([
    ['none is there', begins(1, '0/1000028'), archive, 4, false],
    ['behind the backup', begins(4, '0/3900028'), without(4, 5, 6), 4, true],
    ['it begins in the backup', begins(4, '0/6000028'), without(4, 5, 6), 4, true],
    ['before the backup', begins(4, '0/7000028'), without(4, 5, 6), 4, false],
    ['on an older timeline of its way', begins(1, '0/1000028'), without(1, 2, 2), 4, true],
    ['on an older timeline than the backup', begins(2, '0/3000028'), without(1, 3, 3), 4, false],
    ['on a timeline that was given up', begins(1, '0/1000028'), without(3, 6, 6), 4, false],
    ['of a given up timeline that is followed', begins(1, '0/1000028'), without(3, 6, 6), 3, true],
    ['after the way has left its timeline', begins(1, '0/1000028'), without(2, 4, 4), 4, false],
    ['the segment in which the way left its timeline', begins(1, '0/1000028'), without(2, 3, 3), 4, false],
    ['nobody knows where the backup begins', begins(null, null), without(4, 5, 6), 4, false],
  ])('%s', (_where, backup, holed, timeline, met) => {
    expect(holeAfter(backup, holed, timeline) !== null).toBe(met);
  });
});
