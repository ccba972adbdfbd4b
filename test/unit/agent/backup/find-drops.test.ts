import { describe, expect, test } from 'vitest';
import { commitTime, dropWatch } from '../../../../packages/agent/delayed/find-drops.ts';
import { readRecord, type WalRecord } from '../../../../packages/agent/delayed/wal-search.ts';

/** As pg_waldump 15 prints them. */
function line(manager: string, xid: number, lsn: string, words: string): string {
  return `rmgr: ${manager.padEnd(11)} len (rec/tot):     42/    42, tx:        ${String(xid)}, lsn: ${lsn}, prev 0/050000D8, desc: ${words}`;
}

const lock = line('Standby', 751, '0/05000110', 'LOCK xid 751 db 5 rel 16389 ');
const commit = line(
  'Transaction',
  751,
  '0/05000300',
  'COMMIT 2026-11-26 08:22:17.299916 UTC; rels: base/5/16389 base/5/16392; inval msgs: catcache 78 relcache 16389',
);
const wanted = { database: '5', relation: '16389' };
const found = {
  xid: '751',
  commitLsn: '0/5000300',
  committedAtMs: Date.parse('2026-11-26T08:22:17.299Z'),
  lockLsn: '0/5000110',
  target: { kind: 'lsn', lsn: '0/5000110' },
};

function drops(lines: readonly string[], of = wanted): readonly unknown[] {
  const watch = dropWatch(of);
  for (const record of lines.flatMap((text) => readRecord(text) ?? [])) watch.see(record);
  return watch.drops();
}

describe('the end of a table in the WAL', () => {
  test.each<readonly [string, readonly string[], readonly unknown[]]>([
    ['a lock and a commit that removes files', [lock, commit], [found]],
    [
      'other transactions between them',
      [
        lock,
        line('Standby', 752, '0/05000150', 'LOCK xid 752 db 5 rel 2619 '),
        line('Transaction', 752, '0/05000190', 'COMMIT 2026-11-26 08:22:16 UTC'),
        commit,
      ],
      [found],
    ],
    ['two locks in one record', [line('Standby', 0, '0/05000110', 'LOCK xid 700 db 5 rel 12; xid 751 db 5 rel 16389'), commit], [found]],
    ['it was taken back', [lock, line('Transaction', 751, '0/05000300', 'ABORT 2026-11-26 08:22:17 UTC; rels: base/5/16389')], []],
    ['a lock only, as of ALTER TABLE', [lock, line('Transaction', 751, '0/05000300', 'COMMIT 2026-11-26 08:22:17.299916 UTC')], []],
    ['TRUNCATE and VACUUM FULL make new files', [lock, line('Storage', 751, '0/05000200', 'CREATE base/5/16500'), commit], []],
    ['another table', [line('Standby', 751, '0/05000110', 'LOCK xid 751 db 5 rel 16390'), commit], []],
    ['the same number in another database', [line('Standby', 751, '0/05000110', 'LOCK xid 751 db 7 rel 16389'), commit], []],
    [
      'dropped in a subtransaction',
      [
        line('Standby', 752, '0/05000110', 'LOCK xid 752 db 5 rel 16389'),
        line('Transaction', 751, '0/05000300', 'COMMIT 2026-11-26 08:22:17.299916 UTC; rels: base/5/16389; subxacts: 752 753'),
      ],
      [found],
    ],
    [
      'the whole database goes',
      [line('Database', 760, '0/05000400', 'DROP dir 1663/5')],
      [{ xid: '760', commitLsn: '0/5000400', committedAtMs: 0, lockLsn: '0/5000400', target: { kind: 'lsn', lsn: '0/5000400' } }],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(drops(lines)).toEqual(expected);
  });
});

describe('what pg_waldump prints', () => {
  test.each<readonly [string, WalRecord | null]>([
    [lock, { manager: 'Standby', xid: '751', lsn: '0/5000110', words: 'LOCK xid 751 db 5 rel 16389' }],
    ['pg_waldump: first record is after 0/5000000, at 0/5000028, skipping over 40 bytes', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(readRecord(text)).toEqual(expected);
  });

  test.each([
    ['COMMIT 2026-11-26 08:22:17.299916 UTC; rels: base/5/1', Date.parse('2026-11-26T08:22:17.299Z')],
    ['COMMIT 2026-11-26 08:22:17 UTC', Date.parse('2026-11-26T08:22:17Z')],
    ['LOCK xid 1 db 2 rel 3', null],
  ])('%s', (words, expected) => {
    expect(commitTime(words)).toBe(expected);
  });
});
