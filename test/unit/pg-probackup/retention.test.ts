import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unknownBackup } from '../../fakes/pg_probackup/catalogue/backup.ts';
import type { Backup } from '../../fakes/pg_probackup/catalogue/backup.ts';
import { layoutOf } from '../../fakes/pg_probackup/catalogue/layout.ts';
import { BackupStore } from '../../fakes/pg_probackup/catalogue/store.ts';
import { Log } from '../../fakes/pg_probackup/log/log.ts';
import { pageChecksum } from '../../fakes/pg_probackup/postgres/page.ts';
import { evaluate, evaluationLine, expiredBackups } from '../../fakes/pg_probackup/retention/evaluate.ts';
import { purgeWal } from '../../fakes/pg_probackup/retention/purge-wal.ts';
import { printArchiveTable } from '../../fakes/pg_probackup/show/archive-views.ts';
import { readArchive } from '../../fakes/pg_probackup/show/archive.ts';

const day = 86_400;
const taken = Date.UTC(2026, 10, 23, 4, 51) / 1000;

function backup(id: string, over: Partial<Backup> = {}): Backup {
  return { ...unknownBackup(id, taken), mode: 'FULL', status: 'OK', recoveryTime: taken, timeline: 3, ...over };
}

/** As recorded from the real one, newest first. */
const chain = [
  backup('TOXUTH'),
  backup('TOXUTE', { mode: 'DELTA', parent: 'TOXUT9' }),
  backup('TOXUT9'),
  backup('TOXUT7', { mode: 'DELTA', parent: 'TOXUT1' }),
  backup('TOXUT1'),
];

describe('retention', () => {
  test('by number', () => {
    const policy = { redundancy: 2, window: 0 };
    const evaluated = evaluate(chain, policy, taken);
    expect(evaluated.map((each) => evaluationLine(each, policy))).toEqual([
      'Backup TOXUTH, mode: FULL, status: OK. Redundancy: 1/2, Time Window: 0d/0d. Active',
      'Backup TOXUTE, mode: DELTA, status: OK. Redundancy: 2/2, Time Window: 0d/0d. Active',
      'Backup TOXUT9, mode: FULL, status: OK. Redundancy: 2/2, Time Window: 0d/0d. Active',
      'Backup TOXUT7, mode: DELTA, status: OK. Redundancy: 3/2, Time Window: 0d/0d. Expired',
      'Backup TOXUT1, mode: FULL, status: OK. Redundancy: 3/2, Time Window: 0d/0d. Expired',
    ]);
    expect(expiredBackups(evaluated).expired.map(({ id }) => id)).toEqual(['TOXUT7', 'TOXUT1']);
  });

  test.each([
    ['a window alone expires the last full one', { redundancy: 0, window: 7 }, 8, [false, false, false, false, false]],
    ['either keeps', { redundancy: 2, window: 7 }, 8, [true, true, true, false, false]],
    ['all are young', { redundancy: 1, window: 7 }, 3, [true, true, true, true, true]],
  ])('%s', (_, policy, days, expected) => {
    expect(evaluate(chain, policy, taken + days * day).map(({ active }) => active)).toEqual(expected);
  });

  test('a pinned increment keeps its ancestors', () => {
    const pinned = chain.map((each) => (each.id === 'TOXUT7' ? { ...each, expireTime: taken + 10 * day } : each));
    const evaluated = evaluate(pinned, { redundancy: 1, window: 0 }, taken);
    expect(evaluated.find(({ backup: { id } }) => id === 'TOXUT7')).toMatchObject({ active: true, windowDays: 10 });
    const { expired, needed } = expiredBackups(evaluated);
    expect(expired.map(({ id }) => id)).toEqual(['TOXUTE', 'TOXUT9']);
    expect(needed.map(({ backup: { id }, by }) => [id, by.id])).toEqual([['TOXUT1', 'TOXUT7']]);
  });
});

describe('an archive of three timelines', () => {
  let folder: string;
  let wal: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamada-pg-probackup-'));
    wal = layoutOf(folder, 'pri').wal;
    await mkdir(wal, { recursive: true });
    const add = async (timeline: string, from: number, to: number): Promise<void> => {
      for (let segment = from; segment <= to; segment++)
        await writeFile(join(wal, `${timeline}00000000000000${segment.toString(16).toUpperCase().padStart(2, '0')}.gz`), 'x'.repeat(1000));
    };
    await add('00000001', 0x10, 0x14);
    await add('00000001', 0x17, 0x18);
    await writeFile(join(wal, '000000010000000000000019.partial'), 'x');
    await add('00000002', 0x19, 0x1a);
    await writeFile(join(wal, '00000002.history'), '1\t0/190000A0\tno recovery target specified\n');
    await add('00000003', 0x1a, 0x1f);
    await writeFile(
      join(wal, '00000003.history'),
      '1\t0/190000A0\tno recovery target specified\n\n2\t0/1A0000A0\tno recovery target specified\n',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const onFirst = backup('TOXTIO', { timeline: 1, startLsn: '0/12000028', stopLsn: '0/12000168', stream: true });
  const onThird = backup('TOXUT9', { timeline: 3, startLsn: '0/1D000028', stopLsn: '0/1E0000B8' });

  test('is shown with its hole and its forks', async () => {
    const timelines = await readArchive(wal, [onThird, onFirst]);
    expect(timelines.map(({ timeline, lost, closestBackup }) => [timeline, lost, closestBackup?.id])).toEqual([
      [3, [], 'TOXTIO'],
      [2, [], 'TOXTIO'],
      [1, [[0x15, 0x16]], undefined],
    ]);
    expect(printArchiveTable('pri', timelines).split('\n').slice(-4, -1)).toEqual([
      ' 3    2           0/1A0000A0   00000003000000000000001A  00000003000000000000001F  6           6000B  16777.22  1          OK       ',
      ' 2    1           0/190000A0   000000020000000000000019  00000002000000000000001A  2           2000B  16777.22  0          OK       ',
      ' 1    0           0/0          000000010000000000000010  000000010000000000000018  7           7000B  16777.22  1          DEGRADED ',
    ]);
  });

  test.each<[string, readonly Backup[], number, readonly string[]]>([
    [
      'what lies before the oldest backup goes, what it can be recovered through stays',
      [onThird, onFirst],
      0,
      [
        'On timeline 1 WAL segments between 000000010000000000000010 and 000000010000000000000012 can be removed',
        'Logical WAL size to remove on timeline 1 : 32MB',
        'Resident WAL size to free on timeline 1 : 2000B',
      ],
    ],
    [
      'timelines without backups go as a whole',
      [onThird],
      0,
      [
        'On timeline 1 all files can be removed',
        'On timeline 1 WAL segments between 000000010000000000000010 and 000000010000000000000018 can be removed',
        'Logical WAL size to remove on timeline 1 : 144MB',
        'Resident WAL size to free on timeline 1 : 7000B',
        'On timeline 2 all files can be removed',
        'On timeline 2 WAL segments between 000000020000000000000019 and 00000002000000000000001A can be removed',
        'Logical WAL size to remove on timeline 2 : 32MB',
        'Resident WAL size to free on timeline 2 : 2000B',
        'On timeline 3 WAL segments between 00000003000000000000001A and 00000003000000000000001D can be removed',
        'Logical WAL size to remove on timeline 3 : 48MB',
        'Resident WAL size to free on timeline 3 : 3000B',
      ],
    ],
  ])('%s', async (_, backups, depth, expected) => {
    let said = '';
    const log = new Log((text) => (said += text));
    expect(await purgeWal(new BackupStore(layoutOf(folder, 'pri'), log), backups, depth, true, log)).toBe(false);
    expect(said.trimEnd().split('\n')).toEqual(expected.map((line) => `INFO: ${line}`));
  });
});

test('a page’s checksum depends on its place', () => {
  const page = Buffer.alloc(8192, 7);
  expect(pageChecksum(page, 0)).not.toBe(pageChecksum(page, 1));
  page.writeUInt16LE(12345, 8);
  expect(pageChecksum(page, 3)).toBe(pageChecksum(Buffer.from(page).fill(0, 8, 10), 3));
});
