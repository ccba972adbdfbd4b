import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Archive } from '@tamada/core/backup';
import { segmentBytes } from '@tamada/core/wal';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isWholeSegment, makeRate } from '../../../../packages/agent/backup/archiver.ts';
import { chooseSource, heardOf, readMember, runningLeader, type ClusterMember } from '../../../../packages/agent/backup/cluster.ts';
import { candidates } from '../../../../packages/agent/backup/guard.ts';

const member = (name: string, change: Partial<ClusterMember> = {}): ClusterMember => ({
  name,
  leads: false,
  runs: true,
  lagBytes: 0,
  ...change,
});
const leader = member('pg-a1-1', { leads: true, lagBytes: null });

describe('where a backup is taken from', () => {
  test.each<readonly [string, readonly ClusterMember[], unknown]>([
    ['the named node', [leader, member('pg-a1-2')], { source: 'pg-a1-2', leader: 'pg-a1-1', note: null }],
    [
      'the named node leads now',
      [member('pg-a1-1'), member('pg-a1-2', { leads: true, lagBytes: null })],
      { source: 'pg-a1-2', leader: 'pg-a1-2', note: null },
    ],
    [
      'it is down',
      [leader, member('pg-a1-2', { runs: false }), member('pg-a2-1')],
      { source: 'pg-a2-1', leader: 'pg-a1-1', note: 'pg-a1-2 is down: taken from pg-a2-1 instead' },
    ],
    [
      'it lags',
      [leader, member('pg-a1-2', { lagBytes: 2 ** 31 }), member('pg-a2-1')],
      { source: 'pg-a2-1', leader: 'pg-a1-1', note: 'pg-a1-2 lags: taken from pg-a2-1 instead' },
    ],
    [
      'nobody knows how far it is behind, and no other replica is there',
      [leader, member('pg-a1-2', { lagBytes: null })],
      { source: 'pg-a1-1', leader: 'pg-a1-1', note: 'pg-a1-2 lags: taken from pg-a1-1 instead' },
    ],
    [
      'it is gone',
      [leader, member('pg-a2-1')],
      { source: 'pg-a2-1', leader: 'pg-a1-1', note: 'pg-a1-2 is no member now: taken from pg-a2-1 instead' },
    ],
  ])('%s', (_name, members, expected) => {
    expect(chooseSource('pg-a1-2', members)).toEqual(expected);
  });

  test.each([
    ['leader', 'running', true, true],
    ['standby_leader', 'streaming', true, true],
    ['sync_standby', 'in archive recovery', false, true],
    ['quorum_standby', 'streaming', false, true],
    ['replica', 'start failed', false, false],
    ['leader', 'restart failed: exit code 1', true, false],
  ])('Patroni calls a member %s, %s', (role, state, leads, runs) => {
    expect(readMember({ name: 'n', role, state, lag: 'unknown' })).toEqual({ name: 'n', leads, runs, lagBytes: null });
  });

  test.each<readonly [string, readonly string[], string, string]>([
    ['the named node has just died', ['pg-a1-1', 'pg-a2-1'], 'pg-a2-1', 'pg-a1-1'],
    ['all answer', ['pg-a1-1', 'pg-a1-2', 'pg-a2-1'], 'pg-a1-2', 'pg-a1-1'],
  ])('from nobody whose Patroni does not answer: %s', (_name, answered, source, leads) => {
    const members = heardOf([leader, member('pg-a1-2'), member('pg-a2-1')], answered);
    expect(chooseSource('pg-a1-2', members)).toMatchObject({ source, leader: leads });
  });

  test('a leader that has just died is none', () => {
    expect(runningLeader(heardOf([leader, member('pg-a1-2')], ['pg-a1-2']))).toBeUndefined();
  });

  test('without a leader there is no backup', () => {
    expect(() => chooseSource('pg-a1-2', [member('pg-a1-2')])).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ code: 'unsafe' }) as unknown }),
    );
  });
});

describe('what a host pushes again', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tamada-wal-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const name = (timeline: number, number: number): string =>
    [timeline, 0, number].map((part) => part.toString(16).toUpperCase().padStart(8, '0')).join('');
  const archive = (holes: readonly (readonly [number, number])[]): Archive => ({
    timelines: [
      {
        ...{ timeline: 1, parent: null, switchLsn: null, first: name(1, 1), last: name(1, 8), segments: 8, bytes: 8 },
        holes: holes.map(([from, to]) => ({ from: name(1, from), to: name(1, to) })),
      },
    ],
  });
  const put = (...names: readonly string[]): void => {
    for (const one of names) writeFileSync(join(folder, one), '');
  };

  test.each<readonly [string, string, number, readonly (readonly [number, number])[], readonly string[]]>([
    ['segments of a hole', '0/A000000', 2, [[5, 6]], [name(1, 5), name(1, 6)]],
    ['nothing where nothing is missing', '0/A000000', 2, [], []],
    ['never the segment in which the timeline was left, nor a later one', '0/A000000', 2, [[6, 9]], [name(1, 6), name(1, 7)]],
    ['nothing that it has not replayed itself', '0/6000000', 2, [[5, 6]], [name(1, 5)]],
    ['what it has of the present timeline, up to where it is', '0/6000000', 1, [[5, 6]], [name(1, 5)]],
    ['nothing where its history is unknown', '0/A000000', 3, [[5, 6]], []],
  ])('%s', async (_name, lsn, timeline, holes, expected) => {
    put(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => name(1, number)), name(2, 8), name(2, 9));
    // Left within segment 8.
    writeFileSync(join(folder, '00000002.history'), '1\t0/8000400\tno recovery target specified\n');
    expect(await candidates(folder, { archive: archive(holes), timeline, lsn })).toEqual(expected);
  });

  function head(timeline: number, number: number): Buffer {
    const bytes = Buffer.alloc(24);
    bytes.writeUInt32LE(timeline, 4);
    bytes.writeBigUInt64LE(BigInt(number) * BigInt(segmentBytes), 8);
    return bytes;
  }

  test.each([
    ['a whole one', segmentBytes, head(1, 5), true],
    ['one that is cut short', 1_000_000, head(1, 5), false],
    ['one that was recycled and not written yet', segmentBytes, head(1, 2), false],
    ['one of zeros', segmentBytes, Buffer.alloc(24), false],
    ['one of a later timeline under an older name', segmentBytes, head(2, 5), false],
  ])('a segment is whole: %s', async (_name, size, bytes, expected) => {
    const file = join(folder, name(1, 5));
    writeFileSync(file, '');
    truncateSync(file, size);
    expect(await isWholeSegment(file, async () => bytes)).toBe(expected);
  });
});

test('the rate of WAL needs some time, and forgets a server that went back', () => {
  const rate = makeRate();
  rate.note('0/1000000', 0);
  rate.note('0/1000100', 1000);
  expect(rate.perSecond()).toBeNull();
  rate.note('0/2000000', 16_000);
  expect(rate.perSecond()).toBeCloseTo(segmentBytes / 16);
  rate.note('0/800000', 17_000);
  expect(rate.perSecond()).toBeNull();
  rate.note(null, 18_000);
  expect(rate.perSecond()).toBeNull();
});
