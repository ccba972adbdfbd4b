import { errorDetail } from '@tamada/core/errors';
import { describe, expect, test } from 'vitest';
import { chooseDatabase, parseTable, parseTarget, parseTime } from '../../../packages/coordinator/jobs/words.ts';
import { topology } from '../../builders/cluster.ts';

function refusal(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return errorDetail(error);
  }
}

describe('where to stop', () => {
  test.each([
    ['0/b1cce48', { kind: 'lsn', lsn: '0/B1CCE48' }],
    ['759', { kind: 'xid', xid: '759' }],
    ['2026-11-26 13:04:30Z', { kind: 'time', atMs: Date.UTC(2026, 10, 26, 13, 4, 30) }],
    ['2026-11-26T13:04:30.25Z', { kind: 'time', atMs: Date.UTC(2026, 10, 26, 13, 4, 30, 250) }],
    ['2026-11-26 16:04+03:00', { kind: 'time', atMs: Date.UTC(2026, 10, 26, 13, 4) }],
    ['2026-11-26 13:04:30.857835+00', { kind: 'time', atMs: Date.UTC(2026, 10, 26, 13, 4, 30, 857) }],
    ['2026-11-26 13:04 UTC', { kind: 'time', atMs: Date.UTC(2026, 10, 26, 13, 4) }],
  ])('%s', (word, target) => {
    expect(parseTarget(word)).toMatchObject(target);
  });

  test.each(['yesterday', '', '13:04', '2026-13-40 13:04Z', '0/', 'latest', '1e3'])('%j is refused with what would be right', (word) => {
    expect(refusal(() => parseTarget(word))).toMatchObject({ code: 'usage' });
  });

  test('a time without a zone is refused: two people would read it differently', () => {
    expect(refusal(() => parseTime('2026-11-26 13:04:30'))).toMatchObject({ problem: expect.stringContaining('time zone') as string });
  });
});

test.each([
  ['orders', { schema: 'public', name: 'orders' }],
  ['sales.orders', { schema: 'sales', name: 'orders' }],
  ['sales."a.b"', { schema: 'sales', name: 'a.b' }],
  ['"say ""hi"""', { schema: 'public', name: 'say "hi"' }],
])('the table %s', (word, table) => {
  expect(parseTable(word)).toEqual(table);
});

test.each(['', 'a.b.c', '.orders', '"open'])('%j is no table', (word) => {
  expect(refusal(() => parseTable(word))).toMatchObject({ code: 'usage' });
});

test('the database is the named one, or the only one', () => {
  const of = (...names: string[]) => {
    const cluster = topology();
    return { ...cluster, postgres: { ...cluster.postgres, databases: names.map((name) => ({ name, owner: null })) } };
  };
  expect(chooseDatabase(of('app'), null)).toBe('app');
  expect(chooseDatabase(of('app', 'shop'), 'shop')).toBe('shop');
  expect(refusal(() => chooseDatabase(of('app', 'shop'), null))).toMatchObject({ next: expect.stringContaining('app, shop') as string });
  expect(refusal(() => chooseDatabase(of(), null))).toMatchObject({ code: 'usage' });
});
