import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backupToolOf, describeTrouble } from '@tamada/core/backup';
import { systemClock, type CommandRunner, type Logger } from '@tamada/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDisks, makeFillRate } from '../../../../packages/agent/backup/disks.ts';
import { makePushed } from '../../../../packages/agent/backup/pushed.ts';
import { notedByPush, roomMaker } from '../../../../packages/agent/backup/watch-archiver.ts';
import { archiveMark, arrivedAt } from '../../../../packages/agent/backup/archive-folder.ts';
import { watchCatalogue } from '../../../../packages/agent/backup/watch-catalogue.ts';
import type { WatchNeeds } from '../../../../packages/agent/backup/watching.ts';
import { agentPaths } from '../../../../packages/agent/paths.ts';
import { backupSite } from '../../../builders/backup.ts';

let root = '';
const needs = () => ({ paths: agentPaths(root), clock: systemClock });
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tamada-watch-'));
  mkdirSync(agentPaths(root).state, { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, with: () => quiet };

const segment = '00000002000000000000001A';

describe('what a host has pushed', () => {
  test('is the newest segment of each timeline, and outlives the agent', async () => {
    const pushed = makePushed(needs());
    for (const name of ['0000000100000000000000FF', '00000002.history', '000000010000000000000011', segment, null]) await pushed.note(name);
    const expected = [
      { timeline: 1, upTo: '0000000100000000000000FF' },
      { timeline: 2, upTo: segment },
    ];
    expect(await pushed.all()).toEqual(expected);
    expect(await makePushed(needs()).all()).toEqual(expected);
  });

  test('a note that cannot be read is none', async () => {
    put('/var/lib/tamada/pushed.json', '[{"timeline": 1}, {"upTo":');
    expect(await makePushed(needs()).all()).toEqual([]);
  });
});

describe('how fast a disk fills', () => {
  const minute = 60_000;
  const rateOf = (samples: readonly (readonly [minutes: number, free: number])[]): number | null => {
    const rate = makeFillRate();
    for (const [minutes, free] of samples) rate.note(free, minutes * minute);
    return rate.fullInSeconds();
  };
  test.each<readonly [string, readonly (readonly [number, number])[], number | null]>([
    ['nobody knows at first', [[0, 100]], null],
    [
      'nor after some minutes',
      [
        [0, 100],
        [20, 10],
      ],
      null,
    ],
    [
      'by what was lost in the time',
      [
        [0, 100],
        [60, 50],
      ],
      3600,
    ],
    [
      'not where it grows',
      [
        [0, 50],
        [60, 100],
      ],
      null,
    ],
    [
      'what was written and removed again counts as nothing',
      [
        [0, 100],
        [60, 10],
        [120, 100],
      ],
      null,
    ],
    [
      'not further than twice the time that it was watched',
      [
        [0, 100],
        [60, 90],
      ],
      null,
    ],
    [
      'what is older than a week is forgotten',
      [
        [0, 1000],
        [8 * 24 * 60, 100],
        [8 * 24 * 60 + 60, 100],
      ],
      null,
    ],
  ])('%s', (_name, samples, expected) => {
    expect(rateOf(samples)).toBe(expected);
  });

  test('catalogue and replica on one disk are one, and what is not there has none', async () => {
    const disks = makeDisks(needs());
    expect(await disks.all(backupSite())).toEqual([]);
    for (const path of ['/var/lib/pgbackrest/x', '/var/lib/postgresql/15/delayed/x']) put(path);
    await disks.note(backupSite());
    expect(await disks.all(backupSite())).toMatchObject([
      { holds: ['catalogue', 'delayed replica'], path: '/var/lib/pgbackrest', fullInSeconds: null },
    ]);
  });
});

describe('when the newest segment came', () => {
  test.each([
    ['pgbackrest', `/var/lib/pgbackrest/archive/geo/15-1/0000000200000000/${segment}-0123456789012345678901234567890123456789.gz`],
    ['pg_probackup', `/var/lib/pgbackrest/wal/geo/${segment}.gz`],
    ['pg_probackup', `/var/lib/pgbackrest/wal/geo/${segment}`],
  ] as const)('is what its file says: %s, %s', async (tool, path) => {
    const site = backupSite({ tool });
    expect(await arrivedAt(site, segment, agentPaths(root))).toBeNull();
    put(join(dirname(path), `${segment}.00000028.backup`));
    put(path);
    utimesSync(join(root, path), 1000, 1000);
    expect(await arrivedAt(site, segment, agentPaths(root))).toBe(1_000_000);
  });
});

describe('files that were let go without the archive', () => {
  test.each([
    ['are removed by a checkpoint below the reserve, not at once again', true, Number.MAX_SAFE_INTEGER, 1],
    ['stay until PostgreSQL removes them where there is room', true, 0, 0],
    ['are none: nothing is done', false, Number.MAX_SAFE_INTEGER, 0],
  ] as const)('%s', async (_name, letGo, walReserveBytes, checkpoints) => {
    const site = backupSite({ walReserveBytes });
    const asked: string[] = [];
    const run: CommandRunner = async (_argv, options) => {
      asked.push(String(options.input));
      return { code: 0, signal: null, stdout: '', stderr: '', timedOut: false, truncated: false };
    };
    mkdirSync(join(root, site.postgres.dataDirectory, 'pg_wal'), { recursive: true });
    if (letGo) put(backupToolOf(site.tool).pushNotes.letGo, `42 ${segment}\n`);
    const makeRoom = roomMaker({ ...needs(), run, logger: quiet });
    await makeRoom(site);
    await makeRoom(site);
    expect(asked.filter((input) => input.includes('CHECKPOINT;'))).toHaveLength(checkpoints);
  });
});

describe('what a look at the catalogue costs', () => {
  const archive = '/var/lib/pgbackrest/archive/geo/15-1';
  const pushed = (number: number): string => `0000000100000000000000${number.toString(16).toUpperCase()}-${'0'.repeat(40)}.gz`;

  test.each([
    ['a segment comes', () => put(`${archive}/0000000100000000/${pushed(0x12)}`)],
    ['one goes', () => rmSync(join(root, archive, '0000000100000000', pushed(0x10)))],
    ['a history comes', () => put(`${archive}/00000003.history`)],
    ['the next 256 begin', () => put(`${archive}/0000000100000001/x`)],
  ])('the mark of the archive is another one when %s', async (_name, change) => {
    expect(await archiveMark(backupSite(), agentPaths(root))).toBeNull();
    put(`${archive}/0000000100000000/${pushed(0x10)}`);
    const before = await archiveMark(backupSite(), agentPaths(root));
    expect(await archiveMark(backupSite(), agentPaths(root))).toBe(before);
    await new Promise((resolve) => setTimeout(resolve, 20));
    change();
    expect(await archiveMark(backupSite(), agentPaths(root))).not.toBe(before);
  });

  const info = JSON.stringify([
    {
      ...{ archive: [{ id: '15-1' }], backup: [], db: [], repo: [{ status: { code: 0, message: 'ok' } }] },
      status: { code: 2, message: 'no valid backups', lock: { backup: { held: false } } },
    },
  ]);

  test('what did not change is not listed again, and a history is read once', async () => {
    const asked: string[] = [];
    const run: CommandRunner = async (argv) => {
      const what = argv.find((word) => ['info', 'repo-ls', 'repo-get'].includes(word)) ?? '';
      asked.push(what);
      const names = readdirSync(join(root, archive, '0000000100000000'));
      const files = ['00000002.history', ...names.map((name) => `0000000100000000/${name}`)].map((name) => [
        name,
        { type: 'file', size: 1 },
      ]);
      const said = {
        info,
        'repo-ls': JSON.stringify(Object.fromEntries(files)),
        'repo-get': '1\t0/12000400\tno recovery target specified\n',
      };
      return { code: 0, signal: null, stdout: said[what as keyof typeof said], stderr: '', timedOut: false, truncated: false };
    };
    put(`${archive}/00000002.history`);
    put(`${archive}/0000000100000000/${pushed(0x10)}`);
    const accounts = { user: async () => 0, group: async () => 0 };
    const watch = watchCatalogue({ ...needs(), run, accounts, signal: new AbortController().signal } as unknown as WatchNeeds);
    const look = async (youngMs: number): Promise<readonly string[]> => {
      await watch.read(backupSite(), youngMs);
      return asked.splice(0);
    };
    expect(await look(-1)).toEqual(['info', 'info', 'repo-ls', 'repo-get']);
    expect(await look(-1)).toEqual(['info']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    put(`${archive}/0000000100000000/${pushed(0x11)}`);
    expect(await look(-1)).toEqual(['info', 'info', 'repo-ls']);
    // Somebody who asks wants it as it is.
    expect(await look(0)).toEqual(['info', 'info', 'repo-ls', 'repo-get']);
  });
});

describe('what archive_command noted', () => {
  test.each([
    [
      'pgbackrest',
      "ERROR: [045]: WAL file '00000002000000000000001A' already exists in the repo1 archive with a different checksum",
      'conflict',
      /different checksum/,
    ],
    ['pgbackrest', "ERROR: [049]: unable to connect to '10.10.1.4:8432': [111] Connection refused", 'unreachable', /Connection refused/],
    ['pgbackrest', 'no answer in 30 s', 'timed_out', /^no answer in 30 s$/],
    [
      'pg_probackup',
      `ERROR: WAL file already exists in archive with different checksum: "/x/${segment}"`,
      'conflict',
      /different checksum/,
    ],
    ['pg_probackup', 'sh: 12: /usr/bin/pg_probackup-15: not found', 'other', /not found/],
  ] as const)('is told in the words of the tool: %s, %s', async (tool, words, trouble, expected) => {
    put(backupToolOf(tool).pushNotes.failed, `${segment}\n${words}\n`);
    const noted = await notedByPush(backupSite({ tool }), segment, needs());
    expect(noted).toMatchObject({ trouble, words: expect.stringMatching(expected) as unknown });
    expect(await notedByPush(backupSite({ tool }), '00000002000000000000001B', needs())).toBeNull();
  });

  test('and nothing where it noted nothing', async () => {
    expect(await notedByPush(backupSite(), segment, needs())).toBeNull();
  });
});

test('a trouble is told in words, the tool own last', () => {
  expect(describeTrouble('database_down', 'could not connect')).toEqual({
    problem: 'no PostgreSQL answers to back up from: could not connect',
    next: '`tamada status` says which members run; then run the command again',
  });
  expect(describeTrouble('other', 'could not connect')).toEqual({ problem: 'could not connect', next: '' });
});
