import { backupToolOf, type Archive, type RestoreRequest } from '@tamada/core/backup';
import { describe, expect, test } from 'vitest';
import { hear, siteOf } from './site.ts';

// What the real program printed (2.45), cut to what counts.
const tool = backupToolOf('pgbackrest');
const host = siteOf('backup');
const database = siteOf('pg-a1-2');

const backup = (label: string, type: string, change: object = {}): object => ({
  label,
  type,
  prior: type === 'full' ? null : label.split('_')[0],
  error: false,
  lsn: { start: '0/47008A90', stop: '0/49339420' },
  archive: { start: '000000010000000000000047', stop: '000000010000000000000049' },
  timestamp: { start: 1_795_680_664, stop: 1_795_680_701 },
  info: { delta: 1_145_387_405, repository: { delta: 195_820_074, size: 195_820_074 }, size: 1_145_387_405 },
  ...change,
});
const info = (backups: readonly object[], code = 0, message = 'ok'): string =>
  JSON.stringify([
    {
      archive: [{ database: { id: 1, 'repo-key': 1 }, id: '15-1', max: '000000010000000000000054', min: '000000010000000000000047' }],
      backup: backups,
      cipher: 'none',
      db: [{ id: 1, 'repo-key': 1, 'system-id': 7_712_374_007_849_403_758, version: '15' }],
      name: 'geo',
      repo: [{ cipher: 'none', key: 1, status: { code, message } }],
      status: { code, lock: { backup: { held: false } }, message },
    },
  ]);

describe('what a failure means', () => {
  const push = (code: number | null, stderr: string, timedOut = false) =>
    hear(tool.push(database, '000000010000000000000007'), { code, stderr, timedOut }).answer;
  const repository = (words: string) => `ERROR: [103]: unable to find a valid repository:\n       repo1: ${words}`;

  test.each([
    ['refused', repository("[HostConnectError] unable to connect to '10.10.1.4:8432': [111] Connection refused"), 'unreachable'],
    ['filtered', repository("[HostConnectError] timeout connecting to '10.10.1.4:8432'"), 'unreachable'],
    ['frozen', repository("[FileReadError] timeout after 10000ms waiting for read from '10.10.1.4:8432'"), 'unreachable'],
    ['another CN', repository("[AccessError] raised from remote-0 tls protocol on '10.10.1.4': access denied"), 'denied'],
    ['another CA', repository('[ServiceError] TLS error [1:167773208] tlsv1 alert unknown ca'), 'denied'],
    ['an expired certificate', repository('[ServiceError] TLS error [1:167773205] sslv3 alert certificate expired'), 'denied'],
    [
      'the lock of a host that died',
      repository(
        "[LockAcquireError] raised from remote-0 tls protocol on 'h': unable to acquire lock on file '/l': Resource temporarily unavailable",
      ),
      'busy',
    ],
    [
      'another version',
      repository(
        "[ProtocolError] expected value '2.46' for greeting key 'version' but got '2.45'\n       HINT: is the same version of pgBackRest installed on the local and remote host?",
      ),
      'versions_differ',
    ],
    ['stopped', repository("[StopError] raised from remote-0 tls protocol on 'h': stop file exists for stanza main"), 'not_prepared'],
    ['no stanza', repository("[FileMissingError] unable to load info file '/r/archive.info' or '/r/archive.info.copy':"), 'not_prepared'],
    [
      'the wrong cluster',
      repository('[ArchiveMismatchError] WAL file version 15, system-id 1 do not match repo1 stanza version 15, system-id 2'),
      'wrong_cluster',
    ],
  ])('103, %s', (_what, stderr, trouble) => {
    expect(push(103, stderr)).toMatchObject({ ok: false, trouble });
  });

  test.each([
    [45, "ERROR: [045]: WAL file '0' already exists in the repo1 archive with a different checksum", 'conflict'],
    [44, "ERROR: [044]: WAL file 'w' version 15, system-id 1 do not match stanza version 15, system-id 2", 'wrong_cluster'],
    [
      104,
      "ERROR: [104]: archive-push command encountered error(s):\n       repo1: [FileOpenError] raised from remote-0 tls protocol on 'h': unable to open file 'f' for write: [13] Permission denied",
      'denied',
    ],
    [50, "ERROR: [050]: unable to acquire lock on file '/l/main-backup.lock': Resource temporarily unavailable", 'busy'],
    [82, 'ERROR: [082]: WAL segment 000000030000000200000010 was not archived before the 8000ms timeout', 'archive_silent'],
    [68, "ERROR: [068]: archive_command '/bin/false' must contain pgbackrest", 'archive_silent'],
    [56, 'ERROR: [056]: more than one primary cluster found', 'two_leaders'],
    [56, 'ERROR: [056]: unable to find primary cluster - cannot proceed', 'database_down'],
    [75, "ERROR: [075]: unable to find backup set with stop time less than '2020-01-01 00:00:00+00'", 'out_of_reach'],
    [40, "ERROR: [040]: unable to restore to path '/d' because it contains files", 'not_empty'],
    [63, '', 'cancelled'],
    [26, "ERROR: [026]: raised from local-2 protocol: error restoring '/f': actual checksum 'a' does not match", 'damaged'],
    [7, 'ERROR: [007]: something new', 'other'],
  ] as const)('code %i: %s', (code, stderr, trouble) => {
    expect(push(code, stderr)).toMatchObject({ ok: false, trouble });
  });

  const unchecked = (words: string) => `2026-11-26 19:03:51.179 P00   WARN: unable to check pg1: ${words}`;
  test.each([
    [
      'locked by a backup whose host lost its power',
      "[LockAcquireError] raised from remote-0 tls protocol on '10.10.1.2': unable to acquire lock on file '/l': Resource temporarily unavailable",
      'busy',
    ],
    ['away', "[HostConnectError] unable to connect to '10.10.1.2:8432': [111] Connection refused", 'database_down'],
    ['refusing', "[AccessError] raised from remote-0 tls protocol on '10.10.1.2': access denied", 'denied'],
  ] as const)('no member to read from, and the warnings before it say why: %s', (_what, words, trouble) => {
    const stderr = `${unchecked(words)}\n                                    HINT: is another one running?\nERROR: [056]: unable to find primary cluster - cannot proceed\n       HINT: are all available clusters in recovery?`;
    expect(push(56, stderr)).toEqual({
      ok: false,
      trouble,
      words: `unable to find primary cluster - cannot proceed unable to check pg1: ${words}`,
    });
    // Of a member that is away while something else went wrong nothing is said.
    expect(push(82, `${unchecked(words)}\nERROR: [082]: WAL segment 0 was not archived before the 8000ms timeout`)).toMatchObject({
      trouble: 'archive_silent',
    });
  });

  test('a full disk of the repository is named nowhere: the words say what it may be', () => {
    const stderr =
      'ERROR: [104]: archive-push command encountered error(s):\n       repo1: [ServiceError] TLS error [5:0] no details available';
    expect(push(104, stderr)).toEqual({
      ok: false,
      trouble: 'unreachable',
      words:
        'archive-push command encountered error(s): repo1: [ServiceError] TLS error [5:0] no details available; so it says when the disk of the repository is full',
    });
  });

  test('what was ended by the time or by a signal', () => {
    expect(push(null, '', true)).toMatchObject({ trouble: 'timed_out' });
    expect(push(null, '')).toMatchObject({ trouble: 'cancelled' });
  });
});

test('a segment that the archive has already is no failure', () => {
  const stderr = "WARN: WAL file '000000010000000000000007' already exists in the repo1 archive with the same checksum";
  const { answer, commands } = hear(tool.push(database, '000000010000000000000007'), { stderr });
  expect(answer).toEqual({ ok: true, said: 'same' });
  expect(commands[0]?.argv.slice(-2)).toEqual(['archive-push', '/var/lib/postgresql/15/main/pg_wal/000000010000000000000007']);
});

test.each([
  [0, 'fetched'],
  [1, 'missing'],
])('archive-get ends with %i', (code, said) => {
  expect(hear(tool.fetch(host, '00000001000000000000000B', '/x'), { code }).answer).toEqual({ ok: true, said });
});

test('no answer is no missing segment, and the backup host reads its own repository', () => {
  const stderr = 'ERROR: [049]: timeout connecting to 10.10.1.4:8432';
  const there = hear(tool.fetch(database, '00000001000000000000000B', '/x'), { code: 49, stderr });
  expect(there.answer).toMatchObject({ ok: false, trouble: 'unreachable' });
  const here = hear(tool.fetch(host, '00000001000000000000000B', '/x'), {});
  expect([there, here].map(({ commands }) => commands[0]?.argv[1])).toEqual([
    '--config=/etc/pgbackrest/pgbackrest.conf',
    '--config=/etc/pgbackrest/restore.conf',
  ]);
});

describe('the list of backups', () => {
  test('newest first, with what was damaged while it was taken', () => {
    const stdout = info([backup('20261126-081104F', 'full'), backup('20261126-081104F_20261126-081213I', 'incr', { error: true })]);
    const { answer } = hear(tool.list(host), { stdout });
    expect(answer).toMatchObject({
      ok: true,
      said: [
        { id: '20261126-081104F_20261126-081213I', kind: 'incremental', parent: '20261126-081104F', state: 'damaged' },
        { id: '20261126-081104F', kind: 'full', parent: null, state: 'ok', timeline: 1, stopLsn: '0/49339420', bytes: 195_820_074 },
      ],
    });
  });

  test.each([
    [2, 'no valid backups', { ok: true, said: [] }],
    [1, 'missing stanza path', { ok: false, trouble: 'not_prepared' }],
    [99, "[HostConnectError] unable to connect to '10.10.1.4:8432': [111] Connection refused", { ok: false, trouble: 'unreachable' }],
  ])('info exits with 0 whatever it says: %i %s', (code, message, expected) => {
    expect(hear(tool.list(host), { stdout: info([], code, message) }).answer).toMatchObject(expected);
  });
});

describe('the archive', () => {
  const listing = (names: readonly string[]): string =>
    JSON.stringify({
      '.': { type: 'path' },
      '0000000100000000': { type: 'path' },
      ...Object.fromEntries(
        names.map((name) => [
          name.endsWith('.history') ? name : `${name.slice(0, 16)}/${name}-0d3cb9b456ae24cedfb9bdc5bc502fb5f8c3368a.lz4`,
          { type: 'file', size: 100, time: 1 },
        ]),
      ),
    });
  const read = (names: readonly string[], ...histories: readonly string[]): Archive | null => {
    const { answer } = hear(
      tool.archive(host),
      { stdout: info([]) },
      { stdout: listing(names) },
      ...histories.map((stdout) => ({ stdout })),
    );
    return answer.ok ? answer.said : null;
  };
  const holes = (archive: Archive | null) => archive?.timelines.map(({ holes: found }) => found);
  const segment = (number: number, timeline = 1) =>
    `${String(timeline).padStart(8, '0')}00000000000000${number.toString(16).toUpperCase().padStart(2, '0')}`;

  test('a hole that info, check and verify do not see', () => {
    expect(holes(read([0x10, 0x11, 0x16].map((number) => segment(number))))).toEqual([[{ from: segment(0x12), to: segment(0x15) }]]);
  });

  test('one segment alone', () => {
    expect(holes(read([segment(0x10), segment(0x12)]))).toEqual([[{ from: segment(0x11), to: segment(0x11) }]]);
  });

  test('where a timeline was left is told by the newest history', () => {
    const names = [segment(0xa2), '00000002.history', segment(0xa3, 2), segment(0xa4, 2), '00000003.history', segment(0xa7, 3)];
    expect(holes(read(names, '1\t0/A3000188\tno\n', '1\t0/A3000188\tno\n2\t0/A7000000\tno\n'))).toEqual([
      [],
      [{ from: segment(0xa5, 2), to: segment(0xa6, 2) }],
      [],
    ]);
  });

  test('what a dead leader did not archive: the end of a timeline that another one continues', () => {
    const names = [segment(0x9e), segment(0x9f), '00000002.history', segment(0xa3, 2), segment(0xa4, 2)];
    expect(holes(read(names, '1\t0/A3000188\tno recovery target specified\n'))).toEqual([[{ from: segment(0xa0), to: segment(0xa2) }], []]);
  });

  test('the beginning of a timeline, which is at its switchpoint', () => {
    const names = [segment(0xa1), segment(0xa2), '00000002.history', segment(0xa5, 2)];
    expect(holes(read(names, '1\t0/A3000188\tno\n'))).toEqual([[], [{ from: segment(0xa3, 2), to: segment(0xa4, 2) }]]);
  });

  test('what retention removed is no hole', () => {
    const names = ['00000002.history', '00000003.history', segment(0xc0, 3), segment(0xc1, 3)];
    expect(holes(read(names, '1\t0/A3000188\tno\n', '1\t0/A3000188\tno\n2\t0/B7000000\tno\n'))).toEqual([[], []]);
  });

  test('a timeline of which nothing has come yet', () => {
    expect(holes(read([segment(0xa1), segment(0xa2), '00000002.history'], '1\t0/A3000188\tno\n'))).toEqual([[], []]);
  });

  test('the history of a promotion that never finished ends nothing: a file that is none is left out', () => {
    expect(holes(read([segment(1), segment(2), '00000002.history'], '1\t0/'))).toEqual([[], []]);
  });
});

describe('verify exits with 0 whatever it finds', () => {
  const verified = (stdout: string, code = 0) => hear(tool.verify(host, null), { stdout, code }).answer;

  test('nothing', () => {
    const stdout =
      'stanza: main\nstatus: ok\n  archiveId: 15-1, total WAL checked: 22, total valid WAL: 22\n    missing: 0, checksum invalid: 0, size invalid: 0, other: 0\n';
    expect(verified(stdout)).toEqual({ ok: true, said: [] });
  });

  test('a segment', () => {
    const stdout =
      "08:09:45.368 P01   INFO: invalid checksum '15-1/0000000100000000/000000010000000000000014-9a8ff93bbccbc8e78203afce8c75fe925b7edc20.zst'\nstanza: main\nstatus: error\n  archiveId: 15-1, total WAL checked: 23, total valid WAL: 22\n    checksum invalid: 1\n";
    expect(verified(stdout)).toEqual({
      ok: true,
      said: [{ what: 'segment', name: '000000010000000000000014', words: 'invalid checksum' }],
    });
  });

  test('a backup', () => {
    const stdout =
      "08:14:19.598 P01   INFO: invalid checksum '20261126-081248F/pg_data/base/16436/16457.zst'\nstanza: main\nstatus: error\n  backup: 20261126-081248F, status: invalid, total files checked: 1285, total valid files: 1284\n    checksum invalid: 1\n";
    expect(verified(stdout)).toEqual({ ok: true, said: [{ what: 'backup', name: '20261126-081248F', words: 'invalid' }] });
  });

  test('of one backup: what is wrong with others is left out', () => {
    const status = (name: string) => `  backup: ${name}, status: invalid, total files checked: 9, total valid files: 8\n`;
    const stdout = `stanza: main\nstatus: error\n${status('20261126-081248F')}${status('20261126-091248F')}`;
    expect(hear(tool.verify(host, '20261126-081248F'), { stdout }).answer).toMatchObject({
      ok: true,
      said: [{ name: '20261126-081248F' }],
    });
  });

  test('something that is not understood is a finding, too', () => {
    expect(verified('stanza: main\nstatus: error\n  something new\n')).toMatchObject({ ok: true, said: [{ name: '' }] });
  });

  test('no result is no good news', () => {
    expect(verified('')).toMatchObject({ ok: false });
  });
});

describe('a backup', () => {
  test('reads from the named standby, and from nobody else where that is there', () => {
    const { commands, answer } = hear(tool.backup(host, { kind: 'full', source: 'pg-a1-2', leader: 'pg-a2-1' }), {
      stderr: '08:11:44.001 P00   INFO: new backup label = 20261126-081104F\n',
    });
    expect(answer).toEqual({ ok: true, said: { id: '20261126-081104F', damaged: false } });
    expect(commands[0]?.argv.slice(4)).toEqual([
      '--no-expire-auto',
      '--type=full',
      '--pg1-host=10.10.1.2',
      '--pg2-host=10.10.2.1',
      '--pg3-host=10.10.1.1',
      '--pg4-host=10.10.2.2',
      '--backup-standby',
      'backup',
    ]);
    expect(commands[0]).toMatchObject({ exclusive: true, timeoutMs: null, user: 'postgres' });
  });

  test('of the leader itself asks no standby', () => {
    const { commands } = hear(tool.backup(host, { kind: 'incremental', source: 'pg-a1-2', leader: 'pg-a1-2' }), { code: 56 });
    expect(commands[0]?.argv).not.toContain('--backup-standby');
  });

  test('with a damaged page ends with 0', () => {
    const stderr =
      'WARN: invalid page checksum found in file 10.10.1.2:/d/base/5/16428 at page 100\nP00   INFO: new backup label = 20261126-083514F\n';
    const { answer } = hear(tool.backup(host, { kind: 'full', source: 'pg-a1-2', leader: 'pg-a1-2' }), { stderr });
    expect(answer).toEqual({ ok: true, said: { id: '20261126-083514F', damaged: true } });
  });

  test('tells how far it is', () => {
    const stdout = 'stanza: main\n    status: ok (backup/expire running - 70.36% complete)\n';
    expect(hear(tool.progress(host), { stdout }).answer).toEqual({ ok: true, said: 0.7036 });
    expect(hear(tool.progress(host), { stdout: 'stanza: main\n    status: ok\n' }).answer).toEqual({ ok: true, said: null });
  });
});

test('expire hides whole timelines: they are told', () => {
  const nowMs = 1_796_000_000_000;
  const dry =
    'P00   INFO: [DRY-RUN] repo1: remove expired backup 20261126-081248F_20261126-081426I\nP00   INFO: [DRY-RUN] repo1: remove expired backup 20261126-081248F\nP00   INFO: [DRY-RUN] repo1: 15-1 remove archive, start = 0000000300000000, stop = 000000030000000100000009\nP00   INFO: [DRY-RUN] repo1: 15-1 remove history file 00000002.history\n';
  const sha = '0d3cb9b456ae24cedfb9bdc5bc502fb5f8c3368a';
  const files = [
    '000000010000000000000054',
    '0000000100000000000000A2',
    '0000000200000000000000A3',
    '000000030000000100000009',
    '00000003000000010000000A',
  ];
  const listing = Object.fromEntries(files.map((name) => [`${name.slice(0, 16)}/${name}-${sha}.lz4`, { type: 'file', size: 1 }]));
  const { answer, commands } = hear(
    tool.expirePlan(host, { nowMs, pins: {}, damaged: [] }),
    { stdout: info([backup('20261126-081104F', 'full')]) },
    { stdout: dry },
    { stdout: info([]) },
    { stdout: JSON.stringify(listing) },
  );
  expect(answer).toEqual({
    ok: true,
    said: {
      backups: ['20261126-081248F_20261126-081426I', '20261126-081248F'],
      wal: [
        { timeline: 1, from: '000000010000000000000054', to: '0000000100000000000000A2', whole: true },
        { timeline: 2, from: '0000000200000000000000A3', to: '0000000200000000000000A3', whole: true },
        { timeline: 3, from: '000000030000000100000009', to: '000000030000000100000009', whole: false },
      ],
    },
  });
  // A plan that removes something would be none.
  expect(commands[1]?.argv.slice(4)).toEqual(['--repo1-retention-full=1', '--dry-run', 'expire']);
});

test('expire removes what the plan said, and nothing after a time that ran out', () => {
  const request = { nowMs: 1_796_000_000_000, pins: {}, damaged: [] };
  const listed = { stdout: info([backup('20261126-081104F', 'full')]) };
  const { commands } = hear(tool.expire(host, request), listed, {});
  expect(commands[1]?.argv.slice(4)).toEqual(['--repo1-retention-full=1', 'expire']);
  expect(commands[1]?.exclusive).toBe(true);
  expect(hear(tool.expire(host, request), listed, { timedOut: true }).answer).toMatchObject({ ok: false, trouble: 'timed_out' });
});

test('a pin is a label with its end, and its removal one without', () => {
  const pin = (untilMs: number | null) => hear(tool.pin(host, '20261126-081104F', untilMs), {}).commands[0]?.argv.slice(4);
  expect(pin(Date.UTC(2026, 11, 30))).toEqual(['--set=20261126-081104F', '--annotation=pinned-until=2026-12-30T00:00:00.000Z', 'annotate']);
  expect(pin(null)).toContain('--annotation=pinned-until=');
});

describe('a restore', () => {
  const atMs = Date.UTC(2026, 10, 26, 8, 14, 30, 500);
  test.each<readonly [RestoreRequest['target'], readonly string[]]>([
    [{ kind: 'latest' }, ['--type=default']],
    [{ kind: 'immediate' }, ['--type=immediate']],
    [{ kind: 'time', atMs }, ['--type=time', '--target=2026-11-26 08:14:30.500+00']],
    [{ kind: 'lsn', lsn: '0/B1CCE48' }, ['--type=lsn', '--target=0/B1CCE48']],
    [{ kind: 'xid', xid: '759' }, ['--type=xid', '--target=759']],
  ])('to %o, from the repository of the same host, and never archives', (target, options) => {
    const request = {
      backup: '20261126-081104F',
      target,
      node: 'backup',
      directory: '/r',
      tablespaces: [{ id: '16385', place: '/ts', to: '/r-ts' }],
    };
    const { commands } = hear(tool.restore(host, request), {});
    expect(commands[0]?.argv.slice(1)).toEqual([
      '--config=/etc/pgbackrest/restore.conf',
      '--stanza=geo',
      '--log-level-console=info',
      '--pg1-path=/r',
      '--archive-mode=off',
      ...options,
      '--set=20261126-081104F',
      '--tablespace-map=16385=/r-ts',
      'restore',
    ]);
  });

  // From pgBackRest 2.45, of a cluster with one tablespace; without `--set` it names none.
  const told = {
    archive: [{ database: { id: 1, 'repo-key': 1 }, id: '15-1', max: '000000010000000000000003', min: '000000010000000000000003' }],
    backup: [
      {
        archive: { start: '000000010000000000000003', stop: '000000010000000000000003' },
        error: false,
        info: { delta: 23000799, repository: { delta: 3044090, size: 3044090 }, size: 23000799 },
        label: '20261126-201634F',
        lsn: { start: '0/3000028', stop: '0/3000100' },
        prior: null,
        tablespace: [{ destination: '/srv/ts1', name: 'ts1', oid: 16384 }],
        timestamp: { start: 1795724194, stop: 1795724197 },
        type: 'full',
      },
    ],
    db: [{ id: 1, 'repo-key': 1, 'system-id': 7577000000000000000, version: '15' }],
    repo: [{ cipher: 'none', key: 1, status: { code: 0, message: 'ok' } }],
    status: { code: 0, lock: { backup: { held: false } }, message: 'ok' },
  };

  test('knows the tablespaces of the backup by their numbers', () => {
    const { answer, commands } = hear(tool.tablespaces(host, '20261126-201634F'), { stdout: JSON.stringify([told]) });
    expect(answer).toEqual({ ok: true, said: [{ id: '16384', place: '/srv/ts1' }] });
    expect(commands[0]?.argv).toContain('--set=20261126-201634F');
    expect(hear(tool.tablespaces(host, '20261126-999999F'), { stdout: JSON.stringify([told]) }).answer.ok).toBe(false);
  });
});
