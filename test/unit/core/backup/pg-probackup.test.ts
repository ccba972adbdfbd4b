import { backupToolOf } from '@tamada/core/backup';
import { describe, expect, test } from 'vitest';
import { hear, siteOf } from './site.ts';

// What the real program printed (2.5.15), cut to what counts.
const tool = backupToolOf('pg_probackup');
const host = siteOf('backup', 'pg_probackup');
const database = siteOf('pg-a1-2', 'pg_probackup');
const remote = [
  '--remote-host=10.10.1.2',
  '--remote-port=10022',
  '--remote-user=postgres',
  '--ssh-options=-F /etc/pg_probackup/ssh/config',
];

const frame = '@'.repeat(59);
/** As ssh says it. */
const changedKey = `${frame}\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n${frame}\nIT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\nHost key verification failed.`;

test.each([
  [
    'another content',
    'ERROR: WAL file already exists in archive with different checksum: "/srv/trial/data/cat/wal/pri/00000001000000000000000B.gz"',
    'conflict',
  ],
  [
    'no rights, which it calls no instance',
    "WARNING: cannot stat '/c/backups/pri/pg_probackup.conf': Permission denied\nERROR: Instance 'pri' does not exist in this backup catalog",
    'denied',
  ],
  ['no instance', "ERROR: Instance 'pri' does not exist in this backup catalog", 'not_prepared'],
  ['another key', 'ERROR: Agent error: pgbkp@127.0.0.1: Permission denied (publickey).', 'denied'],
  ['another host key', '2026-11-23 05:09:46 UTC [16334]: [1-1]: ERROR: Agent error: Host key verification failed.', 'denied'],
  ['a host key that has changed', `ERROR: Agent error: ${changedKey}`, 'denied'],
  ['nobody there', 'ERROR: Agent error: ssh: connect to host 127.0.0.1 port 2299: Connection refused', 'unreachable'],
  ['its agent was killed', 'ERROR: Communication error: end of data', 'unreachable'],
  ['another version', 'ERROR: Remote agent protocol version 2.5.1 does not match local program protocol version 2.5.9', 'versions_differ'],
  ['a full disk', 'ERROR: Cannot write to destination temp file "/c/x.part": No space left on device', 'no_space'],
  ['another cluster', 'ERROR: Refuse to push WAL segment 1 into archive. Instance parameters mismatch.', 'wrong_cluster'],
  ['something new', 'ERROR: something new', 'other'],
] as const)('exit code 1 means %s', (_what, stderr, trouble) => {
  expect(hear(tool.push(database, '000000010000000000000007'), { code: 1, stderr }).answer).toMatchObject({ ok: false, trouble });
});

test('a push is made in the data directory, to the backup host, and may be repeated', () => {
  const { commands, answer } = hear(tool.push(database, '000000010000000000000007'), { stderr: 'INFO: pushed: 0, skipped: 1' });
  expect(answer).toEqual({ ok: true, said: 'same' });
  expect(commands[0]).toMatchObject({ cwd: '/var/lib/postgresql/15/main', exclusive: false });
  expect(commands[0]?.argv).toContain('--remote-host=10.10.1.4');
});

const none = { code: 1, stderr: "ERROR: Instance 'geo' does not exist in this backup catalog" };

test('a catalogue that was begun is made to its end, and the remote options are never kept', () => {
  const { commands, answer } = hear(
    tool.prepareCatalogue(host),
    none,
    { code: 1, stderr: 'ERROR: The backup catalog already exists and is not empty' },
    { code: 1, stderr: "ERROR: Instance 'geo' backup directory already exists: '/var/lib/pg_probackup/backups/geo'" },
    {},
    { stdout: 'pg_probackup 2.5.15 (PostgreSQL 15.18)\n' },
  );
  expect(answer).toEqual({ ok: true, said: '2.5.15' });
  expect(commands.map(({ argv }) => argv.slice(1, 3))).toEqual([
    ['show', '-B'],
    ['init', '-B'],
    ['add-instance', '-B'],
    ['set-config', '-B'],
    ['--version'],
  ]);
  expect(commands[2]?.argv).toEqual(expect.arrayContaining(remote));
  expect(commands[3]?.argv.join(' ')).not.toContain('--remote');
  expect(commands[3]?.argv).toEqual(expect.arrayContaining(['--retention-redundancy=2', '--retention-window=7']));
});

test('where the instance is there already nobody has to answer for it', () => {
  const stdout = JSON.stringify([{ instance: 'geo', backups: [] }]);
  const { commands } = hear(tool.prepareCatalogue(host), { stdout }, {}, { stdout: 'pg_probackup 2.5.15 (PostgreSQL 15.18)\n' });
  expect(commands.map(({ argv }) => argv[1])).toEqual(['show', 'set-config', '--version']);
});

test('a backup is read from the named node, also where that is another one than usual', () => {
  const { commands, answer } = hear(tool.backup(host, { kind: 'incremental', source: 'pg-a2-2', leader: 'pg-a1-1' }), {
    stderr: 'INFO: Backup TOXT4Q completed\n',
  });
  expect(answer).toEqual({ ok: true, said: { id: 'TOXT4Q', damaged: false } });
  expect(commands[0]?.argv).toEqual(expect.arrayContaining(['-b', 'DELTA', '--stream', '--pghost=10.10.2.2', '--remote-host=10.10.2.2']));
  expect(commands[0]).toMatchObject({ exclusive: true, env: { PGPASSFILE: '/etc/pg_probackup/pgpass' } });
});

test.each([
  [
    'has done some of its files',
    'INFO: Progress: (324/1296). Process file "base/1/1"\nINFO: Progress: (648/1296). Process file "base/1/2"\n',
    0.5,
  ],
  [
    'has only begun, after another one',
    'INFO: Progress: (9/9). Process file "x"\nINFO: Backup start, pg_probackup version: 2.5.15\n',
    null,
  ],
  ['looks at what it has copied', 'INFO: Progress: (2/9). Process file "x"\nINFO: Validating backup TOXT4Q\n', 1],
  ['has said nothing', '', null],
])('a backup that %s', (_what, stdout, progress) => {
  expect(hear(tool.progress(host), { stdout }).answer).toEqual({ ok: true, said: progress });
});

test('no log of a backup is no progress, and the log stands where the backup writes it', () => {
  const { answer, commands } = hear(tool.progress(host), { code: 1 });
  expect(answer).toEqual({ ok: true, said: null });
  const log = commands[0]?.argv.at(-1);
  const { commands: made } = hear(tool.backup(host, { kind: 'full', source: 'pg-a1-2', leader: 'pg-a1-1' }), { code: 1 });
  const [folder, name] = ['--log-directory=', '--log-filename='].map((flag) =>
    made[0]?.argv.find((one) => one.startsWith(flag))?.slice(flag.length),
  );
  expect(`${folder ?? ''}/${name ?? ''}`).toBe(log);
});

const shown = (change: object): object => ({
  id: 'TOXWNI',
  'backup-mode': 'FULL',
  wal: 'STREAM',
  'from-replica': 'false',
  'current-tli': 3,
  'parent-tli': 0,
  'start-lsn': '1/1C000028',
  'stop-lsn': '1/1C000168',
  'start-time': '2026-11-23 05:30:54+00',
  'end-time': '2026-11-23 05:31:04+00',
  'data-bytes': 66_485_778,
  'wal-bytes': 33_554_432,
  status: 'OK',
  ...change,
});

test.each([
  ['OK', 'ok'],
  ['DONE', 'ok'],
  ['CORRUPT', 'damaged'],
  ['ORPHAN', 'damaged'],
  ['ERROR', 'failed'],
  ['RUNNING', 'running'],
  ['MERGING', 'running'],
])('a backup with the status %s', (status, state) => {
  const stdout = JSON.stringify([{ instance: 'geo', backups: [shown({ status, 'expire-time': '2026-12-30 00:00:00+00' })] }]);
  expect(hear(tool.list(host), { stdout }).answer).toEqual({
    ok: true,
    said: [
      {
        id: 'TOXWNI',
        kind: 'full',
        parent: null,
        state,
        startedAtMs: Date.UTC(2026, 10, 23, 5, 30, 54),
        endedAtMs: Date.UTC(2026, 10, 23, 5, 31, 4),
        startLsn: '1/1C000028',
        stopLsn: '1/1C000168',
        timeline: 3,
        bytes: 100_040_210,
        restoredBytes: null,
        pinnedUntilMs: Date.UTC(2026, 11, 30),
      },
    ],
  });
});

test('a running one has no end yet', () => {
  const { 'end-time': _end, ...running } = shown({ status: 'RUNNING', 'stop-lsn': '0/0' }) as Record<string, unknown>;
  const stdout = JSON.stringify([{ instance: 'geo', backups: [running] }]);
  expect(hear(tool.list(host), { stdout }).answer).toMatchObject({ said: [{ endedAtMs: null, stopLsn: null, state: 'running' }] });
});

test('what killed backups left is removed before the next one, and nothing where nothing is left', () => {
  const listed = (...statuses: readonly string[]) => ({
    stdout: JSON.stringify([{ instance: 'geo', backups: statuses.map((status) => shown({ id: status, status })) }]),
  });
  const none = { code: 1, stderr: 'ERROR: Instance geo has no backups with status RUNNING' };
  const { answer, commands } = hear(tool.clean(host), listed('OK', 'ERROR', 'RUNNING', 'CORRUPT'), none, {});
  expect(answer).toEqual({ ok: true, said: ['ERROR', 'RUNNING'] });
  expect(commands.slice(1).map(({ argv }) => argv.at(-1))).toEqual(['--status=RUNNING', '--status=ERROR']);
  expect(hear(tool.clean(host), listed('OK', 'CORRUPT')).answer).toEqual({ ok: true, said: [] });
  expect(hear(tool.clean(host), listed('RUNNING'), { code: 1, stderr: 'ERROR: something new' }).answer).toMatchObject({ ok: false });
});

const timeline = (tli: number, change: object): object => ({
  tli,
  'parent-tli': tli - 1,
  switchpoint: '0/0',
  'min-segno': '0000000100000000000000A0',
  'max-segno': '0000000100000000000000A0',
  'n-segments': 1,
  size: 100,
  'lost-segments': [],
  ...change,
});
const archive = JSON.stringify([
  {
    instance: 'geo',
    timelines: [
      timeline(3, {
        switchpoint: '0/B70000A0',
        'min-segno': '0000000300000000000000B7',
        'max-segno': '00000003000000010000001F',
        'lost-segments': [{ 'begin-segno': '0000000300000000000000EB', 'end-segno': '000000030000000100000006' }],
      }),
      timeline(2, { switchpoint: '0/A3000188', 'min-segno': '0000000200000000000000A3', 'max-segno': '0000000200000000000000B6' }),
      timeline(1, {}),
    ],
  },
]);

test.each([
  ['it is there', 'A3', 'A3', []],
  ['it is missing: the archive has the segment before', 'A3', 'A5', [{ from: segmentOf('A3'), to: segmentOf('A4') }]],
  ['retention removed it, with all that was older', 'A5', 'A5', []],
] as const)('the beginning of a timeline that another one left: %s', (_what, oldest, first, holes) => {
  const timelines = [
    timeline(1, { 'min-segno': `0000000100000000000000${oldest}`, 'max-segno': `0000000100000000000000${oldest}` }),
    timeline(2, { switchpoint: '0/A3000188', 'min-segno': segmentOf(first), 'max-segno': '0000000200000000000000B6' }),
  ];
  const { answer } = hear(tool.archive(host), { stdout: JSON.stringify([{ instance: 'geo', timelines }]) });
  expect(answer).toMatchObject({ ok: true, said: { timelines: [{ holes: [] }, { holes }] } });
});

function segmentOf(number: string): string {
  return `0000000200000000000000${number}`;
}

test('the archive with its holes, also at the end of a timeline that another one continues', () => {
  const { answer } = hear(tool.archive(host), { stdout: archive });
  expect(answer).toMatchObject({
    ok: true,
    said: {
      timelines: [
        { timeline: 1, parent: null, holes: [{ from: '0000000100000000000000A1', to: '0000000100000000000000A2' }] },
        { timeline: 2, parent: 1, switchLsn: '0/A3000188', holes: [] },
        { timeline: 3, parent: 2, holes: [{ from: '0000000300000000000000EB', to: '000000030000000100000006' }] },
      ],
    },
  });
});

test('of two timelines that leave the same one only the lineage of the newest says where that ends', () => {
  const timelines = [
    timeline(3, {
      'parent-tli': 1,
      switchpoint: '0/A3000188',
      'min-segno': '0000000300000000000000A3',
      'max-segno': '0000000300000000000000A4',
    }),
    timeline(2, { switchpoint: '0/A5000188', 'min-segno': '0000000200000000000000A5', 'max-segno': '0000000200000000000000A5' }),
    timeline(1, { 'max-segno': '0000000100000000000000A0' }),
  ];
  const { answer } = hear(tool.archive(host), { stdout: JSON.stringify([{ instance: 'geo', timelines }]) });
  const hole = { from: '0000000100000000000000A1', to: '0000000100000000000000A2' };
  expect(answer).toMatchObject({ said: { timelines: [{ holes: [hole] }, { holes: [] }, { holes: [] }] } });
});

test('a missing segment looks like a missing catalogue: the listing tells them apart', () => {
  const listed = { stdout: JSON.stringify([{ instance: 'geo', backups: [shown({ status: 'ERROR', id: 'BAD' }), shown({})] }]) };
  const failed = { code: 1, stderr: 'ERROR: pg_probackup archive-get failed to deliver WAL file: 0000000300000000000000FE' };
  const fetch = (...then: Parameters<typeof hear>[1][]) => hear(tool.fetch(host, '0000000300000000000000FE', '/x/y'), ...then);
  const missing = fetch(listed, failed, { stdout: archive });
  expect(missing.answer).toEqual({ ok: true, said: 'missing' });
  expect(fetch(listed, failed, none).answer).toMatchObject({ ok: false });
  // What it could not write is no reason to call it missing.
  const denied = `WARNING: Failed to open file '/x/y': Permission denied\n${failed.stderr}`;
  expect(fetch(listed, { code: 1, stderr: denied }).answer).toMatchObject({ ok: false, trouble: 'denied' });
  // It needs a data directory to stand in, and this host may have none but those of its backups.
  expect(missing.commands[1]).toMatchObject({ cwd: '/var/lib/pg_probackup/backups/geo/TOXWNI/database' });
  expect(missing.commands[1]?.argv).toContain('--wal-file-path=../../../../../../../x/y');
  expect(fetch({ stdout: '[{"instance":"geo","backups":[]}]' }).answer).toMatchObject({ ok: false, trouble: 'out_of_reach' });
});

test('a database host fetches from its own data directory', () => {
  const { commands } = hear(tool.fetch(database, '000000010000000000000007', '/var/lib/postgresql/15/x'), {});
  expect(commands[0]).toMatchObject({ cwd: '/var/lib/postgresql/15/main' });
  expect(commands[0]?.argv).toEqual(expect.arrayContaining(['--remote-host=10.10.1.4', '--wal-file-path=../x']));
});

test('verify names what is damaged, and what stands on it', () => {
  const stderr = [
    'WARNING: An error occured during decompressing block 309 of file "/c/backups/pri/TOXT4L/database/base/5/16411": buffer error',
    'WARNING: Backup TOXT4L data files are corrupted',
    'WARNING: Backup TOXT5X is orphaned because his parent TOXT4L has status: CORRUPT',
    'ERROR: Backup TOXT54 is orphan.',
  ].join('\n');
  const { answer, commands } = hear(tool.verify(host, null), { code: 1, stderr }, {});
  expect(answer).toMatchObject({ ok: true, said: [{ name: 'TOXT4L' }, { name: 'TOXT5X' }] });
  expect(hear(tool.verify(host, 'TOXT4L'), { code: 1, stderr }).answer).toMatchObject({ ok: true, said: [{ name: 'TOXT4L' }] });
  expect(hear(tool.verify(host, 'TOXT99'), { code: 1, stderr }).answer).toEqual({ ok: true, said: [] });
  // Beside a running backup it would destroy that one.
  expect(commands[0]?.exclusive).toBe(true);
  expect(hear(tool.verify(host, null), { code: 1, stderr: 'ERROR: something else' }).answer).toMatchObject({ ok: false });
  expect(hear(tool.verify(host, null), { code: null }).answer).toMatchObject({ ok: false });
});

test('a backup that failed is passed over by verify, which then fails without an error: nothing is damaged', () => {
  const stderr = 'WARNING: Backup TOXT99 has status ERROR. Skip validation.\nWARNING: Some backups are not valid\n';
  expect(hear(tool.verify(host, null), { code: 1, stderr }, {}).answer).toEqual({ ok: true, said: [] });
});

test('verify reads the archive too, where its own look reads none of it', () => {
  const place = '/var/lib/pg_probackup/wal/geo/00000001000000000000000';
  const stderr = [
    '',
    `gzip: ${place}8.gz: invalid compressed data--crc error`,
    `gzip: ${place}9.gz: unexpected end of file`,
    `gzip: ${place}A.gz: decompression OK, trailing garbage ignored`,
  ].join('\n');
  const { answer, commands } = hear(tool.verify(host, null), {}, { code: 1, stderr });
  expect(answer).toEqual({
    ok: true,
    said: [
      { what: 'segment', name: '000000010000000000000008', words: 'invalid compressed data--crc error' },
      { what: 'segment', name: '000000010000000000000009', words: 'unexpected end of file' },
    ],
  });
  expect(commands[1]).toMatchObject({ user: 'postgres', exclusive: true, timeoutMs: null });
  expect(hear(tool.verify(host, null), {}, { code: 1, stderr: 'find: no such folder' }).answer).toMatchObject({ ok: false });
});

describe('expire', () => {
  const line = (id: string, what: string): string =>
    `INFO: Backup ${id}, mode: FULL, status: OK. Redundancy: 1/2, Time Window: 0d/7d. ${what}`;
  // The dry run: WAL as if all backups stayed, and words at the end that are wrong.
  const dryRun = (ids: readonly string[]): string =>
    [
      ...ids.map((id) => line(id, ['A', 'B'].includes(id) ? 'Expired' : 'Active')),
      'INFO: On timeline 1 WAL segments between 0000000100000000000000A0 and 0000000100000000000000A1 can be removed',
      'INFO: There are no backups to delete by retention policy',
      'INFO: There is no WAL to purge by retention policy',
    ].join('\n');
  const backup = (id: string, tli: number, start: string, stop: string, change: object = {}): { readonly id: string } => ({
    ...shown({ 'current-tli': tli, 'start-lsn': start, 'stop-lsn': stop, ...change }),
    id,
  });
  const archived = [
    timeline(1, { 'min-segno': '0000000100000000000000A0', 'max-segno': '0000000100000000000000B0' }),
    timeline(2, { switchpoint: '0/B0000100', 'min-segno': '0000000200000000000000B0', 'max-segno': '0000000200000000000000C0' }),
    timeline(3, { switchpoint: '0/C0000100', 'min-segno': '0000000300000000000000C0', 'max-segno': '0000000300000000000000C9' }),
  ];
  const plan = (...backups: readonly { readonly id: string }[]) =>
    hear(
      tool.expirePlan(host, { nowMs: 0, pins: {}, damaged: [] }),
      { stderr: dryRun(backups.map(({ id }) => id)) },
      { stdout: JSON.stringify([{ instance: 'geo', backups }]) },
      { stdout: JSON.stringify([{ instance: 'geo', timelines: archived }]) },
    );

  test.each([
    [
      'what only the backups that go have held goes with them',
      [backup('C', 3, '0/C5000028', '0/C5000100'), backup('B', 2, '0/B5000028', '0/B5000100'), backup('A', 1, '0/A1000028', '0/A1000100')],
      ['B', 'A'],
      [
        { timeline: 1, from: '0000000100000000000000A0', to: '0000000100000000000000B0', whole: true },
        { timeline: 2, from: '0000000200000000000000B0', to: '0000000200000000000000C0', whole: true },
        { timeline: 3, from: '0000000300000000000000C0', to: '0000000300000000000000C4', whole: false },
      ],
    ],
    [
      'a good one that stays holds all that comes after it, on later timelines too',
      [backup('C', 1, '0/A5000028', '0/A5000100'), backup('A', 1, '0/A1000028', '0/A1000100')],
      ['A'],
      [{ timeline: 1, from: '0000000100000000000000A0', to: '0000000100000000000000A4', whole: false }],
    ],
    [
      'one that does not end before the fork leads nowhere',
      [backup('D', 3, '0/C0000128', '0/C0000200'), backup('C', 1, '0/AF000028', '0/B0000200')],
      [],
      [
        { timeline: 1, from: '0000000100000000000000A0', to: '0000000100000000000000AE', whole: false },
        { timeline: 2, from: '0000000200000000000000B0', to: '0000000200000000000000C0', whole: true },
      ],
    ],
    [
      'one that failed holds the WAL of its own timeline, and leads nowhere',
      [backup('C', 2, '0/B5000028', '0/B5000100', { status: 'ERROR' }), backup('A', 1, '0/A0000028', '0/A1000100')],
      ['A'],
      [
        { timeline: 1, from: '0000000100000000000000A0', to: '0000000100000000000000B0', whole: true },
        { timeline: 2, from: '0000000200000000000000B0', to: '0000000200000000000000B4', whole: false },
        { timeline: 3, from: '0000000300000000000000C0', to: '0000000300000000000000C9', whole: true },
      ],
    ],
    [
      'what a younger one stands on stays',
      [
        backup('C', 1, '0/A5000028', '0/A5000100', { 'backup-mode': 'DELTA', 'parent-backup-id': 'B' }),
        backup('B', 1, '0/A3000028', '0/A3000100', { 'backup-mode': 'DELTA', 'parent-backup-id': 'A' }),
        backup('A', 1, '0/A0000028', '0/A1000100'),
      ],
      [],
      [],
    ],
  ])('%s', (_what, backups, gone, wal) => {
    const { answer, commands } = plan(...backups);
    expect(answer).toEqual({ ok: true, said: { backups: gone, wal } });
    expect(commands[0]?.argv).toEqual(expect.arrayContaining(['--dry-run', '--retention-redundancy=2', '--retention-window=7']));
  });
});

describe('a restore', () => {
  const target = { kind: 'time', atMs: Date.UTC(2026, 10, 23, 4, 16, 30, 500) } as const;
  const argv = (backup: string | null) =>
    hear(
      tool.restore(host, { backup, target, node: 'backup', directory: '/r', tablespaces: [{ id: '16385', place: '/ts', to: '/r-ts' }] }),
      {},
    ).commands[0]?.argv.slice(5);

  test('of a backup that was chosen knows no target: beyond a fork it would fail for want of WAL', () => {
    expect(argv('TOXT4A')).toEqual(['-D', '/r', '-i', 'TOXT4A', '-j', '2', '-T', '/ts=/r-ts']);
  });

  test('to a database host is done from here, over the same connection as a backup, and its tablespaces stay where they were', () => {
    const request = { backup: 'TOXT4A', target, node: 'pg-a1-1', directory: '/r', tablespaces: [] };
    const [command] = hear(tool.restore(host, request), {}).commands;
    expect(command?.argv.slice(5)).toEqual([
      ...['-D', '/r', '-i', 'TOXT4A', '-j', '2', '--remote-host=10.10.1.1', `--remote-port=${host.port}`],
      ...['--remote-user=postgres', '--ssh-options=-F /etc/pg_probackup/ssh/config'],
    ]);
  });

  test('knows the tablespaces from the map that PostgreSQL gave to the backup; one without a map has none', () => {
    const read = (stdout: string) => hear(tool.tablespaces(host, 'TOXT4A'), { stdout }).answer;
    expect(read('16385 /srv/ts1\n16390 /srv/more space\n')).toEqual({
      ok: true,
      said: [
        { id: '16385', place: '/srv/ts1' },
        { id: '16390', place: '/srv/more space' },
      ],
    });
    expect(read('')).toEqual({ ok: true, said: [] });
  });

  test('on a database host is recovered with the name of a file that the archive has', () => {
    expect(tool.restoreCommand(host, 'recovery', '00000002.history')).toMatch(/archive-get recovery %f "%p" 00000002\.history$/);
  });

  test('of the fitting one names the time in the only form that it reads', () => {
    expect(argv(null)).toEqual(['-D', '/r', '--recovery-target-time=2026-11-23 04:16:30+00', '-j', '2', '-T', '/ts=/r-ts']);
  });
});

test('of a host key that has changed the words say that, and not the frame that ssh draws around it', () => {
  const { answer } = hear(tool.push(database, '000000010000000000000007'), { code: 1, stderr: `ERROR: Agent error: ${changedKey}` });
  expect(answer).toEqual({ ok: false, trouble: 'denied', words: 'Agent error: Host key verification failed.' });
});
