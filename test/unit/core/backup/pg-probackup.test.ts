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

test('catalogue and instance may be there already, and the remote options are never kept', () => {
  const { commands, answer } = hear(
    tool.prepareCatalogue(host),
    { code: 1, stderr: 'ERROR: The backup catalog already exists and is not empty' },
    { code: 1, stderr: "ERROR: Instance 'geo' backup directory already exists: '/var/lib/pg_probackup/backups/geo'" },
    {},
    { stdout: 'pg_probackup 2.5.15 (PostgreSQL 15.18)\n' },
  );
  expect(answer).toEqual({ ok: true, said: '2.5.15' });
  expect(commands.map(({ argv }) => argv.slice(1, 3))).toEqual([
    ['init', '-B'],
    ['add-instance', '-B'],
    ['set-config', '-B'],
    ['--version'],
  ]);
  expect(commands[1]?.argv).toEqual(expect.arrayContaining(remote));
  expect(commands[2]?.argv.join(' ')).not.toContain('--remote');
  expect(commands[2]?.argv).toEqual(expect.arrayContaining(['--retention-redundancy=2', '--retention-window=7']));
});

test('a backup is read from the named node, also where that is another one than usual', () => {
  const { commands, answer } = hear(tool.backup(host, { kind: 'incremental', source: 'pg-a2-2', leader: 'pg-a1-1' }), {
    stderr: 'INFO: Backup TOXT4Q completed\n',
  });
  expect(answer).toEqual({ ok: true, said: { id: 'TOXT4Q', damaged: false } });
  expect(commands[0]?.argv).toEqual(expect.arrayContaining(['-b', 'DELTA', '--stream', '--pghost=10.10.2.2', '--remote-host=10.10.2.2']));
  expect(commands[0]).toMatchObject({ exclusive: true, env: { PGPASSFILE: '/etc/pg_probackup/pgpass' } });
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
  const failed = { code: 1, stderr: 'ERROR: pg_probackup archive-get failed to deliver WAL file: 0000000300000000000000FE' };
  const fetch = (...then: Parameters<typeof hear>[1][]) => hear(tool.fetch(host, '0000000300000000000000FE', '/x'), failed, ...then).answer;
  expect(fetch({ stdout: archive })).toEqual({ ok: true, said: 'missing' });
  expect(fetch({ code: 1, stderr: "ERROR: Instance 'geo' does not exist in this backup catalog" })).toMatchObject({ ok: false });
});

test('verify names what is damaged, and what stands on it', () => {
  const stderr = [
    'WARNING: An error occured during decompressing block 309 of file "/c/backups/pri/TOXT4L/database/base/5/16411": buffer error',
    'WARNING: Backup TOXT4L data files are corrupted',
    'WARNING: Backup TOXT5X is orphaned because his parent TOXT4L has status: CORRUPT',
    'ERROR: Backup TOXT54 is orphan.',
  ].join('\n');
  const { answer, commands } = hear(tool.verify(host, null), { code: 1, stderr });
  expect(answer).toMatchObject({ ok: true, said: [{ name: 'TOXT4L' }, { name: 'TOXT5X' }] });
  expect(hear(tool.verify(host, 'TOXT4L'), { code: 1, stderr }).answer).toMatchObject({ ok: true, said: [{ name: 'TOXT4L' }] });
  expect(hear(tool.verify(host, 'TOXT99'), { code: 1, stderr }).answer).toEqual({ ok: true, said: [] });
  // Beside a running backup it would destroy that one.
  expect(commands[0]?.exclusive).toBe(true);
  expect(hear(tool.verify(host, null), { code: 1, stderr: 'ERROR: something else' }).answer).toMatchObject({ ok: false });
});

describe('expire', () => {
  const stderr = [
    'INFO: Backup TOXUTH, mode: FULL, status: OK. Redundancy: 1/2, Time Window: 0d/7d. Active',
    'INFO: Backup TOXTIJ, mode: FULL, status: OK. Redundancy: 6/2, Time Window: 0d/0d. Expired',
    'INFO: On timeline 1 WAL segments between 00000001000000000000000B and 00000001000000000000004A can be removed',
    'INFO: On timeline 2 WAL segments between 0000000200000000000000A3 and 0000000200000000000000B6 can be removed',
    'INFO: There is no WAL to purge by retention policy',
  ].join('\n');

  test('is asked what it would do, and its closing lines are not believed', () => {
    const { answer, commands } = hear(tool.expirePlan(host, { nowMs: 0, pins: {}, damaged: [] }), { stderr }, { stdout: archive });
    expect(answer).toEqual({
      ok: true,
      said: {
        backups: ['TOXTIJ'],
        wal: [
          { timeline: 1, from: '00000001000000000000000B', to: '00000001000000000000004A', whole: false },
          { timeline: 2, from: '0000000200000000000000A3', to: '0000000200000000000000B6', whole: true },
        ],
      },
    });
    expect(commands[0]?.argv).toEqual(expect.arrayContaining(['--dry-run', '--retention-redundancy=2', '--retention-window=7']));
  });
});

test('a restore is of this host, to an empty folder, at the time in the only form that it reads', () => {
  const request = { backup: 'TOXT4A', target: { kind: 'time', atMs: Date.UTC(2026, 10, 23, 4, 16, 30, 500) }, directory: '/r' } as const;
  const { commands } = hear(tool.restore(host, { ...request, tablespaces: { '/ts': '/r-ts' } }), {});
  const [command] = commands;
  expect(command?.argv.slice(5)).toEqual([
    '-D',
    '/r',
    '-i',
    'TOXT4A',
    '-j',
    '2',
    '--recovery-target-time=2026-11-23 04:16:30+00',
    '-T',
    '/ts=/r-ts',
  ]);
});
