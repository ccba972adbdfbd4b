import { judgeExpiry, remembered, type Backup, type Expiry } from '@tamada/core/backup';
import { parseHistory } from '@tamada/core/wal';
import { describe, expect, test } from 'vitest';
import { fullsToKeep } from '../../../../packages/core/backup/retention.ts';
import { siteOf } from './site.ts';

const day = 86_400_000;
const nowMs = 100 * day;
const site = siteOf('backup');

/** A full backup of so many days ago. */
function full(daysAgo: number, change: Partial<Backup> = {}): Backup {
  const endedAtMs = nowMs - daysAgo * day;
  return {
    id: `F${daysAgo}`,
    kind: 'full',
    parent: null,
    state: 'ok',
    startedAtMs: endedAtMs - 1000,
    endedAtMs,
    startLsn: '0/1000028',
    stopLsn: '0/1000100',
    timeline: 1,
    bytes: 1,
    restoredBytes: null,
    pinnedUntilMs: null,
    ...change,
  };
}

describe('how many full backups stay: two, and a window of seven days', () => {
  const none = { nowMs, pins: {}, damaged: [] };
  const dailies = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((days) => full(days));

  test.each([
    ['the one from which the beginning of the window is reached', dailies, none, 7],
    ['all, where none is that old', dailies.slice(0, 4), none, 4],
    ['two at least', [full(8), full(20), full(30)], none, 2],
    ['one at least, where there is one', [full(30)], none, 1],
    ['a damaged one pushes out no good one', [full(8, { state: 'damaged' }), full(9), full(20), full(30)], none, 3],
    ['neither does one that a look found broken', [full(8), full(9), full(20), full(30)], { ...none, damaged: ['F8'] }, 3],
    ['a pinned one, and all after it', dailies, { ...none, pins: { F9: nowMs + day } }, 9],
    ['one that the tool itself has pinned', [...dailies.slice(0, 8), full(9, { pinnedUntilMs: nowMs + day })], none, 9],
    ['a pin that is over', dailies, { ...none, pins: { F9: nowMs - day } }, 7],
    [
      'the full one that a pinned incremental stands on',
      [...dailies, full(3, { id: 'I', kind: 'incremental', parent: 'F8' })],
      { ...none, pins: { I: nowMs + day } },
      8,
    ],
    [
      'also through another incremental one',
      [...dailies, full(4, { id: 'I', kind: 'incremental', parent: 'F8' }), full(3, { id: 'J', kind: 'incremental', parent: 'I' })],
      { ...none, pins: { J: nowMs + day } },
      8,
    ],
  ])('%s', (_what, all, request, kept) => {
    expect(fullsToKeep(all, site, request)).toBe(kept);
  });
});

describe('what the tool does not keep', () => {
  const chain = [
    full(1, { id: 'I2', kind: 'incremental', parent: 'I1' }),
    full(2, { id: 'I1', kind: 'incremental', parent: 'F3' }),
    full(3),
    full(9),
  ];

  test.each([
    ['nothing', [], { I2: 'ok', I1: 'ok', F3: 'ok', F9: 'ok' }],
    ['a broken full one, and all that stand on it', ['F3'], { I2: 'damaged', I1: 'damaged', F3: 'damaged', F9: 'ok' }],
    ['a broken one in the middle', ['I1'], { I2: 'damaged', I1: 'damaged', F3: 'ok', F9: 'ok' }],
  ] as const)('%s', (_what, damaged, states) => {
    const all = remembered(chain, { pins: {}, damaged });
    expect(Object.fromEntries(all.map(({ id, state }) => [id, state]))).toEqual(states);
  });

  test('no deletion leaves only a broken full one', () => {
    const all = remembered([full(1), full(9)], { pins: {}, damaged: ['F1'] });
    expect(judgeExpiry({ backups: ['F9'], wal: [] }, all, null, null).allowed).toBe(false);
  });
});

describe('what is deleted must not starve the delayed replica', () => {
  const history = parseHistory(3, '1\t0/A3000188\tno\n2\t0/B70000A0\tno\n');
  const kept = [full(1, { id: 'new' }), full(9)];
  const expiry = (wal: Expiry['wal']): Expiry => ({ backups: ['F9'], wal });
  const timeline1 = { timeline: 1, from: '000000010000000000000054', to: '0000000100000000000000A2', whole: true };
  const timeline2 = { timeline: 2, from: '0000000200000000000000A3', to: '0000000200000000000000B7', whole: true };
  const at = (timeline: number, replayLsn: string, redoLsn: string | null = null) => ({ timeline, replayLsn, redoLsn });

  test.each([
    ['there is none', [timeline1], null, true],
    ['it is past all of it', [timeline1], at(2, '0/B0000000'), true],
    ['it is on a later timeline', [timeline1, timeline2], at(3, '0/C0000000'), true],
    ['it still reads the timeline that goes', [timeline1], at(1, '0/80000000'), false],
    ['it stands within the last segment that goes', [timeline1], at(1, '0/A2FFFFFF'), false],
    ['it stands right behind it', [timeline1], at(1, '0/A3000000'), true],
    ['it still has the timeline after its own to read', [timeline1, timeline2], at(2, '0/A4000000'), false],
    ['its next start begins earlier', [timeline1], at(2, '0/B0000000', '0/A0000000'), false],
    ['it is on a timeline that nobody continues', [timeline1], at(1, '0/A5000000'), false],
    ['nobody knows where it stands', [timeline1], 'unknown', false],
    ['nobody knows, and no WAL goes', [], 'unknown', true],
  ] as const)('%s', (_what, wal, replica, allowed) => {
    expect(judgeExpiry(expiry(wal), kept, replica, history).allowed).toBe(allowed);
  });

  test('the words name what and where', () => {
    expect(judgeExpiry(expiry([timeline1]), kept, at(1, '0/80000000'), history)).toEqual({
      allowed: false,
      reason: 'all of timeline 1 would be deleted, and the delayed replica still reads from 0/80000000 on timeline 1',
    });
  });

  test('the last good full backup stays', () => {
    expect(judgeExpiry({ backups: ['F9'], wal: [] }, [full(9), full(1, { state: 'damaged' })], null, null).allowed).toBe(false);
  });
});

test("pins that the tool does not keep count beside the tool's own", () => {
  const own = [full(1), full(2, { pinnedUntilMs: 5 }), full(3, { pinnedUntilMs: 5 })];
  expect(remembered(own, { pins: { F1: 7, F2: 8 }, damaged: [] }).map(({ pinnedUntilMs }) => pinnedUntilMs)).toEqual([7, 8, 5]);
});
