import {
  averageWalRate,
  isOnHistory,
  lsnText,
  lsnBytes,
  parseHistory,
  parseSegment,
  segmentAt,
  segmentName,
  sharedSegments,
} from '@tamada/core/wal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

test.each([
  ['000000010000000000000001', { timeline: 1, number: 1 }],
  ['0000000300000001000000FF', { timeline: 3, number: 511 }],
  ['00000001000000010000001D', { timeline: 1, number: 285 }],
  // Sixteen megabytes leave 256 segments to a log file.
  ['000000010000000000000100', null],
  ['000000000000000000000001', null],
  ['0000000100000000000000A3.partial', null],
  ['000000010000000000000002.00000028.backup', null],
  ['00000002.history', null],
  ['0000000100000000000000a3', null],
] as const)('the segment %s', (name, segment) => {
  expect(parseSegment(name)).toEqual(segment);
  if (segment !== null) expect(segmentName(segment)).toBe(name);
});

test('names and positions go there and back', () => {
  const one = fc.record({ timeline: fc.integer({ min: 1, max: 0xffffffff }), number: fc.integer({ min: 0, max: 2 ** 40 - 1 }) });
  fc.assert(
    fc.property(one, (segment) => {
      expect(parseSegment(segmentName(segment))).toEqual(segment);
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (bytes) => {
      expect(lsnBytes(lsnText(bytes))).toBe(bytes);
    }),
  );
  expect(segmentAt(2, '1/1C000028')).toEqual({ timeline: 2, number: 284 });
});

describe('a history file', () => {
  const text = '1\t0/A3000188\tno recovery target specified\n\n2\t0/B70000A0\tno recovery target specified\n';

  test('is read line by line', () => {
    expect(parseHistory(3, text)).toEqual({
      timeline: 3,
      switchpoints: [
        { timeline: 1, lsn: '0/A3000188', reason: 'no recovery target specified' },
        { timeline: 2, lsn: '0/B70000A0', reason: 'no recovery target specified' },
      ],
    });
  });

  test.each([
    ['nothing in it', 2, ''],
    ['cut in the middle of a line', 3, '1\t0/A3000188\tno\n2\t0/'],
    ['a timeline that is not older', 2, '2\t0/A3000188\tno\n'],
    ['out of order', 3, '2\t0/B70000A0\tno\n1\t0/A3000188\tno\n'],
    ['another text', 2, 'hello\n'],
  ])('that is none decides nothing: %s', (_what, timeline, broken) => {
    expect(parseHistory(timeline, broken)).toBeNull();
  });

  const history = parseHistory(3, text) ?? { timeline: 0, switchpoints: [] };

  test('tells which segments are the same for everybody: complete ones up to the switchpoint', () => {
    const names = [
      '0000000100000000000000A2',
      // It holds the switchpoint: a dead leader's and its successor's differ.
      '0000000100000000000000A3',
      '0000000100000000000000A4',
      '0000000200000000000000A3',
      '0000000200000000000000B6',
      '0000000200000000000000B7',
      '0000000300000000000000B7',
      '0000000400000000000000B7',
      '0000000100000000000000A1.partial',
    ];
    expect(sharedSegments(history, names)).toEqual(['0000000100000000000000A2', '0000000200000000000000A3', '0000000200000000000000B6']);
  });

  test('a segment that ends exactly at the switchpoint is one of them', () => {
    const even = parseHistory(2, '1\t0/A3000000\tno\n') ?? history;
    expect(sharedSegments(even, ['0000000100000000000000A2', '0000000100000000000000A3'])).toEqual(['0000000100000000000000A2']);
  });

  test.each([
    [3, '9/0', true],
    [2, '0/B70000A0', true],
    [2, '0/B70000A1', false],
    [1, '0/A3000188', true],
    [1, '0/A4000000', false],
    [4, '0/1000000', false],
  ])('a position on timeline %i, %s', (timeline, lsn, expected) => {
    expect(isOnHistory(history, timeline, lsn)).toBe(expected);
  });
});

test.each<readonly [string, string, string, number | null]>([
  // Made at second 1,795,600,000; a day later.
  ['bytes by seconds', '1/0', String(1_795_600_000n << 32n), 2 ** 32 / 86_400],
  ['not in the first hour', '1/0', String(1_795_685_000n << 32n), null],
  ['no identifier', '1/0', '7', null],
  ['no position', 'x', String(1_795_600_000n << 32n), null],
])('the rate of WAL over the life of a cluster: %s', (_name, lsn, systemId, expected) => {
  const rate = averageWalRate(lsn, systemId, 1_795_686_400_000);
  if (expected === null) expect(rate).toBeNull();
  else expect(rate).toBeCloseTo(expected);
});
