import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseTreeMs } from '../agent-senses/support/base-tree.ts';
import { bin, catalogue, home, makeStand } from './support/stand.ts';
import type { Ran, Stand } from './support/stand.ts';

let stand: Stand;
const instance = ['-B', catalogue, '--instance=pri'];
const quiet = '--log-level-console=warning';
const superuser = 'WARNING: Current PostgreSQL role is superuser. It is not recommended to run pg_probackup under superuser.\n';
const push = `/usr/bin/pg_probackup-15 archive-push ${instance.join(' ')} --wal-file-path=%p --wal-file-name=%f ${quiet}`;

beforeAll(async () => {
  stand = await makeStand({ archive_mode: 'on' });
  await ok('init', '-B', catalogue);
  await ok('add-instance', ...instance, '-D', stand.data);
  const server = ['-h', '/run/postgresql', '-p', String(stand.port), '-U', 'postgres', '-d', 'postgres'];
  await ok('set-config', ...instance, ...server, '--compress-algorithm=zlib', '--archive-timeout=30s');
  await archiveBy(push);
  await stand.shell('install -d space');
  await stand.sql(`CREATE TABLESPACE apart LOCATION '${home}/space'`);
  await stand.sql('CREATE TABLE counted (number int PRIMARY KEY, note text)');
  await stand.sql('CREATE TABLE apart TABLESPACE apart AS SELECT generate_series(1, 5000) AS number');
  await stand.sql("INSERT INTO counted SELECT g, repeat('x', 300) FROM generate_series(1, 20000) AS g");
}, baseTreeMs);
afterAll(() => stand.remove());

async function archiveBy(command: string): Promise<void> {
  await stand.sql(`ALTER SYSTEM SET archive_command = '${command}'`);
  await stand.sql('SELECT pg_reload_conf()');
}
async function ok(...words: readonly string[]): Promise<Ran> {
  const ran = await stand.pb(words);
  expect(ran.code, `${words.join(' ')}\n${ran.stderr}`).toBe(0);
  return ran;
}

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly 'parent-backup-id'?: string;
  readonly 'recovery-time': string;
  readonly 'expire-time'?: string;
}
async function shown(): Promise<readonly Shown[]> {
  const { stdout } = await ok('show', ...instance, '--format=json');
  return (JSON.parse(stdout) as [{ backups: Shown[] }])[0].backups;
}
async function backup(mode: string, ...more: readonly string[]): Promise<string> {
  const { stderr } = await ok('backup', ...instance, '-b', mode, ...more);
  return /INFO: Backup (\w+) completed\n$/.exec(stderr)?.[1] ?? '';
}
/** Restores into a new folder, starts it and asks. */
async function ask(question: string, words: readonly string[], space = `${home}/space`): Promise<string> {
  const folder = `${home}/restored`;
  await ok('restore', ...instance, '-D', folder, '-T', `${space}=${home}/space2`, ...words);
  await stand.serve(folder, stand.port + 1, { archive_mode: 'off' });
  try {
    await expect.poll(() => stand.sql('SELECT pg_is_in_recovery()', { port: stand.port + 1 })).toBe('f');
    await stand.shell(`${bin}/pg_amcheck --host /run/postgresql --port ${stand.port + 1} --username postgres --install-missing --all`);
    return await stand.sql(question, { port: stand.port + 1 });
  } finally {
    await stand.stop(folder);
    await stand.shell('rm -rf restored space2');
  }
}

const state = `SELECT (SELECT count(*) FROM counted) || ' ' || (SELECT count(*) FROM counted WHERE note = 'new') || ' ' || (SELECT count(*) FROM apart)`;
let chain: readonly string[] = [];

describe('backups of a server that is written to', () => {
  test('a full one with its WAL, an increment by pages’ positions, and one by the archive', async () => {
    const bench = stand.shell(
      `${bin}/pgbench -i -q -n -h /run/postgresql -p ${stand.port} postgres >&2 2>/dev/null; ${bin}/pgbench -n -c 2 -T 4 -R 100 -h /run/postgresql -p ${stand.port} postgres > /dev/null 2>&1`,
    );
    const full = await backup('FULL', '--stream', '--progress');
    await stand.sql("UPDATE counted SET note = 'new' WHERE number <= 100");
    await stand.sql('CREATE DATABASE copied STRATEGY file_copy');
    const delta = await backup('DELTA', '--stream');
    await stand.sql("UPDATE counted SET note = 'new' WHERE number <= 300");
    await stand.sql('DELETE FROM apart WHERE number > 4000');
    const page = await backup('PAGE');
    await bench;
    chain = [full, delta, page];
    expect((await shown()).map(({ id, status, 'parent-backup-id': parent }) => [id, status, parent])).toEqual([
      [page, 'OK', delta],
      [delta, 'OK', full],
      [full, 'OK', undefined],
    ]);
    expect((await ok('validate', ...instance)).stderr).toMatch(/INFO: All backups are valid\n$/);
  });

  test.each([
    ['the full one', 0, '20000 0 5000'],
    ['the first increment', 1, '20000 100 5000'],
    ['the second increment', 2, '20000 300 4000'],
  ])('%s restores to what was there, its tablespace elsewhere', async (_, index, expected) => {
    const target = ['--recovery-target=immediate', '--recovery-target-action=promote'];
    expect(await ask(state, ['-i', chain[index] ?? '', ...target])).toBe(expected);
    expect(await stand.sql('SELECT count(*) FROM pg_tablespace', {})).toBe('3');
  });

  test('to a point in time; what the archive does not reach is refused with how far it reaches', async () => {
    await setTimeout(1100);
    const time = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}+00`;
    await setTimeout(1100);
    await stand.sql('DELETE FROM counted');
    await stand.sql('SELECT pg_switch_wal()');
    await expect
      .poll(() => stand.sql('SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 17000000) FROM pg_stat_archiver'))
      .toBe('t');
    const there = await stand.pb(['validate', ...instance, `--recovery-target-time=${time}`]);
    expect(there.stderr).toMatch(/INFO: Backup validation completed successfully on time .*, xid \d+ and LSN 0\/[0-9A-F]+\n/);
    expect(await ask(state, [`--recovery-target-time=${time}`, '--recovery-target-action=promote', quiet])).toBe('20000 300 4000');
    const late = await stand.pb(['restore', ...instance, '-D', `${home}/late`, '--recovery-target-time=2099-01-01 00:00:00+00', quiet]);
    expect(late).toMatchObject({ code: 1 });
    expect(late.stderr).toMatch(
      /WARNING: Thread \[1\]: Could not read WAL record at 0\/\w+\nERROR: Thread \[1\]: WAL segment ".*\/wal\/pri\/\w{24}" is absent\nWARNING: Recovery can be done up to time .*, xid \d+ and LSN 0\/\w+\nERROR: Not enough WAL records to time 2099-01-01 00:00:00\+00\n$/,
    );
    const early = await stand.pb(['restore', ...instance, '-D', `${home}/late`, '--recovery-target-time=2020-01-01 00:00:00+00']);
    expect(early).toMatchObject({ code: 1, stderr: 'ERROR: Backup satisfying target options is not found.\n' });
    const full = await stand.pb(['restore', ...instance, '-D', stand.data]);
    expect(full).toMatchObject({ code: 1, stderr: `ERROR: Restore destination is not empty: "${stand.data}"\n` });
  });
});

describe('damage', () => {
  test('a byte flipped in the full one makes it corrupt and its increments orphans; they heal with it', async () => {
    const [full = '', delta = '', page = ''] = chain;
    const folder = `${catalogue}/backups/pri/${full}/database`;
    const file = (await stand.shell(`find ${folder}/base -type f -printf '%s %p\\n' | sort -n | tail -1 | cut -d' ' -f2`)).trim();
    await stand.shell(`cp -p ${file} saved && printf '\\377\\377' | dd of=${file} bs=1 seek=9000 conv=notrunc status=none`);
    const orphan = await stand.pb(['validate', ...instance, '-i', page]);
    expect(orphan.code).toBe(1);
    expect(orphan.stderr.replace(/block \d+ of file ".*": .* error/, 'block B')).toBe(
      [
        `INFO: Validating parents for backup ${page}`,
        `INFO: Validating backup ${full}`,
        'WARNING: An error occured during decompressing block B',
        `WARNING: Backup ${full} data files are corrupted`,
        `WARNING: Backup ${page} is orphaned because his parent ${full} has status: CORRUPT`,
        `WARNING: Backup ${delta} is orphaned because his parent ${full} has status: CORRUPT`,
        `ERROR: Backup ${page} is orphan.\n`,
      ].join('\n'),
    );
    expect((await shown()).map(({ status }) => status)).toEqual(['ORPHAN', 'ORPHAN', 'CORRUPT']);
    const all = await stand.pb(['validate', ...instance]);
    expect(all).toMatchObject({ code: 1 });
    expect(all.stderr).toMatch(/WARNING: Some backups are not valid\n$/);
    await stand.shell(`cp -p saved ${file}`);
    expect((await ok('validate', ...instance)).stderr).toMatch(/INFO: All backups are valid\n$/);
    expect((await shown()).map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
  });

  test('a missing file of a backup, a damaged page of the server', async () => {
    const [full = ''] = chain;
    const file = `${catalogue}/backups/pri/${full}/database/PG_VERSION`;
    await stand.shell(`mv ${file} saved`);
    expect((await stand.pb(['validate', ...instance, '-i', full])).stderr).toContain(`WARNING: Backup file "${file}" is not found\n`);
    await stand.shell(`mv saved ${file}`);
    await ok('validate', ...instance);
    await stand.sql('CREATE TABLE damaged AS SELECT generate_series(1, 1000) AS number');
    await stand.sql('CHECKPOINT');
    const path = `${stand.data}/${await stand.sql("SELECT pg_relation_filepath('damaged')")}`;
    await stand.shell(`printf XXXX | dd of=${path} bs=1 seek=8500 conv=notrunc status=none`);
    const page = new RegExp(
      `Corruption detected in file "${path}", block 1: page verification failed, calculated checksum \\d+ but expected \\d+\n`,
    );
    const failed = await stand.pb(['backup', ...instance, '-b', 'FULL', '--stream', quiet]);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toMatch(page);
    expect(failed.stderr).toMatch(
      /ERROR: Data files transferring failed, time elapsed: .*\nWARNING: A backup is in progress, stopping it\.\nWARNING: Backup \w+ is running, setting its status to ERROR\n$/,
    );
    const checked = await stand.pb(['checkdb', ...instance, quiet]);
    expect(checked).toMatchObject({ code: 1 });
    expect(checked.stderr).toMatch(new RegExp(`WARNING: ${page.source}ERROR: Checkdb failed\n$`));
    await stand.sql('DROP TABLE damaged');
    await ok('checkdb', ...instance);
    expect((await ok('delete', ...instance, '--status=ERROR')).stderr).toContain(
      "INFO: Successfully deleted 1 backup from instance 'pri'\n",
    );
  });
});

/** A backup that waits for an archive that does not work, until that works again. */
async function waiting(): Promise<{ readonly id: string; readonly ended: Promise<Ran> }> {
  await archiveBy('/bin/false');
  const before = await shown();
  const ended = stand.pb(['backup', ...instance, '-b', 'FULL', quiet]);
  const fresh = async (): Promise<string> =>
    (await shown()).find(({ id, status }) => status === 'RUNNING' && before.every((known) => known.id !== id))?.id ?? '';
  await expect.poll(fresh).not.toBe('');
  await expect
    .poll(async () =>
      stand.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_probackup' AND query LIKE '%pg_switch_wal%'"),
    )
    .toBe('1');
  return { id: await fresh(), ended };
}

describe('nothing guards what must not run together', () => {
  test('a validation during a backup turns the finished backup into a failed one', async () => {
    const { id, ended } = await waiting();
    const validated = stand.pb(['validate', ...instance, '-i', id, quiet]);
    await setTimeout(1500);
    await archiveBy(push);
    expect(await ended).toMatchObject({ code: 0, stderr: superuser });
    const { code, stderr } = await validated;
    expect({ code, stderr: stderr.replace(/Process \d+/, 'Process N') }).toEqual({
      code: 1,
      stderr: [
        `WARNING: Backup ${id} has status: RUNNING`,
        `WARNING: Process N is using backup ${id}, and is still running`,
        `WARNING: Waiting 60 seconds on exclusive lock for backup ${id}`,
        `WARNING: Backup ${id} has status RUNNING, change it to ERROR and skip validation`,
        `ERROR: Backup ${id} has status: ERROR\n`,
      ].join('\n'),
    });
    expect((await shown())[0]).toMatchObject({ id, status: 'ERROR' });
    await ok('delete', ...instance, '-i', id);
  });

  test.each(['TERM', 'KILL'] as const)('a backup that SIG%s ends', async (signal) => {
    const { id, ended } = await waiting();
    await stand.shell(`kill -${signal} $(cat ${catalogue}/backups/pri/${id}/backup.pid)`);
    const { code, stderr } = await ended;
    const fell = [
      'ERROR: Interrupted during waiting for WAL archiving\nWARNING: A backup is in progress, stopping it.',
      `WARNING: Backup ${id} is running, setting its status to ERROR\n`,
    ].join('\n');
    expect(stderr.replace(/^Killed\n$/m, '')).toBe(superuser + (signal === 'TERM' ? fell : ''));
    expect(code).toBe(signal === 'TERM' ? 1 : 137);
    expect((await shown())[0]).toMatchObject({ id, status: signal === 'TERM' ? 'ERROR' : 'RUNNING' });
    await archiveBy(push);
    const deleted = await ok('delete', ...instance, `--status=${signal === 'TERM' ? 'ERROR' : 'RUNNING'}`);
    if (signal === 'KILL') expect(deleted.stderr).toMatch(new RegExp(`WARNING: Process \\d+ which used backup ${id} no longer exists\n`));
  });

  test('an archive that does not work ends a backup that needs it', async () => {
    await archiveBy('/bin/false');
    const failed = await stand.pb(['backup', ...instance, '-b', 'FULL', '--archive-timeout=1s', quiet]);
    expect(failed.stderr).toMatch(
      /ERROR: WAL segment \w{24} could not be archived in 1 seconds\nWARNING: A backup is in progress, stopping it\.\n/,
    );
    await archiveBy(push);
    await ok('delete', ...instance, '--status=ERROR');
  });
});

describe('servers that cannot be reached', () => {
  test.each([
    [
      'a port where nobody is',
      ['-p', '1'],
      /^could not connect to database postgres: connection to server on socket "\/run\/postgresql\/\.s\.PGSQL\.1" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket\?\n\n/,
    ],
    [
      'no such database',
      ['-d', 'nodb'],
      /^could not connect to database nodb: connection to server on socket .* failed: FATAL: {2}database "nodb" does not exist\n\n/,
    ],
    [
      'no such role',
      ['-U', 'nobody_here'],
      /^could not connect to database postgres: connection to server on socket .* failed: FATAL: {2}role "nobody_here" does not exist\n\n/,
    ],
  ])('%s', async (_, words, expected) => {
    const failed = await stand.pb(['backup', ...instance, '-b', 'FULL', '--stream', '--log-level-console=error', ...words]);
    expect(failed.code).toBe(1);
    expect(failed.stderr.replace(/^ERROR: /, '')).toMatch(expected);
  });

  test('a role without rights, a slot that is not there, no ptrack', async () => {
    await stand.sql('CREATE ROLE plain LOGIN REPLICATION');
    const words = (...more: readonly string[]): readonly string[] => [
      'backup',
      ...instance,
      '-b',
      'FULL',
      '--stream',
      '--log-level-console=error',
      ...more,
    ];
    expect((await stand.pb(words('-U', 'plain'))).stderr).toBe(
      'ERROR: query failed: ERROR:  permission denied for function pg_backup_start\nquery was: SELECT pg_catalog.pg_backup_start($1, $2)\n',
    );
    expect((await stand.pb(words('-S', 'nosuchslot'))).stderr).toBe(
      'pg_probackup: error: could not send replication command "START_REPLICATION": ERROR:  replication slot "nosuchslot" does not exist\nERROR: Problem in receivexlog\nERROR: Interrupted during waiting for WAL streaming\n',
    );
    const ptrack = await stand.pb(['backup', ...instance, '-b', 'PTRACK', '--stream', '--log-level-console=error']);
    expect(ptrack.stderr).toBe('ERROR: This PostgreSQL instance does not support ptrack\n');
    await ok('delete', ...instance, '--status=ERROR');
  });
});

describe('what is kept', () => {
  test('a chain folds into one full backup with the last one’s id', async () => {
    const [full = '', delta = '', page = ''] = chain;
    expect((await ok('merge', ...instance, '-i', page)).stderr).toContain(`INFO: Rename merged full backup ${full} to ${page}\n`);
    expect((await shown()).map(({ id, status }) => [id, status])).toEqual([[page, 'OK']]);
    expect((await stand.pb(['merge', ...instance, '-i', delta])).stderr).toBe(
      `INFO: Merge started\nERROR: Target backup ${delta} was not found\n`,
    );
    const target = ['--recovery-target=immediate', '--recovery-target-action=promote'];
    expect(await ask(state, target)).toBe('20000 300 4000');
  });

  test('pins, retention and the WAL that nobody needs', async () => {
    const [, , old = ''] = chain;
    const [{ 'recovery-time': reached } = { 'recovery-time': '' }] = await shown();
    const pinned = await ok('set-backup', ...instance, '-i', old, '--ttl=30d', '--note=before upgrade');
    expect(pinned.stderr).toMatch(
      new RegExp(`^INFO: Backup ${old} is pinned until '.*'\nINFO: Adding note to backup ${old}: 'before upgrade'\n$`),
    );
    expect(Date.parse((await shown())[0]?.['expire-time']?.replace(/\+00$/, 'Z') ?? '') - Date.parse(reached.replace(/\+00$/, 'Z'))).toBe(
      30 * 86_400_000,
    );
    const fresh = await backup('FULL', '--stream');
    const policy = ['--delete-expired', '--delete-wal', '--retention-redundancy=1'];
    const dry = (await ok('delete', ...instance, ...policy, '--dry-run')).stderr;
    expect(dry).toContain(`INFO: Backup ${fresh}, mode: FULL, status: OK. Redundancy: 1/1, Time Window: 0d/0d. Active\n`);
    expect(dry).toMatch(new RegExp(`INFO: Backup ${old}, mode: FULL, status: OK\\. Redundancy: 2/1, Time Window: 0d/\\d+d\\. Active\n`));
    expect((await ok('set-backup', ...instance, '-i', old, '--ttl=0')).stderr).toBe(`INFO: Backup ${old} is unpinned\n`);
    const real = (await ok('delete', ...instance, ...policy)).stderr;
    expect(real).toContain(`INFO: Delete: ${old} `);
    expect(real).toMatch(
      /INFO: On timeline 1 WAL segments between 0{7}10{15}\w and \w{24} will be removed\nINFO: Logical WAL size to remove on timeline 1 : \w+\nINFO: Resident WAL size to free on timeline 1 : \w+\nINFO: There are no backups to merge by retention policy\nINFO: Purging finished\n$/,
    );
    expect((await shown()).map(({ id }) => id)).toEqual([fresh]);
    expect((await ok('delete', ...instance, '--delete-expired')).stderr).toBe('WARNING: Retention policy is not set\n');
  });
});

test('of a replica, and across its promotion: the chain goes on', async () => {
  const replica = `${home}/replica`;
  const at = stand.port + 2;
  await backup('FULL', '--stream');
  const conninfo = `host=/run/postgresql port=${stand.port} user=postgres`;
  const moved = ['-T', `${home}/space=${home}/space3`];
  const restored = await ok('restore', ...instance, '-D', replica, '-R', `--primary-conninfo=${conninfo}`, ...moved);
  expect(restored.stderr).toMatch(new RegExp(`INFO: Tablespace \\d+ will be remapped from "${home}/space" to "${home}/space3"\n`));
  // With the map a server would lead its links back to the old folder.
  expect(await stand.shell(`ls ${replica}/tablespace_map 2> /dev/null || true`)).toBe('');
  await stand.serve(replica, at, { archive_mode: 'on', hot_standby: 'on' });
  await stand.sql("INSERT INTO counted SELECT g, 'new' FROM generate_series(1, 10) AS g");
  const from = ['-D', replica, '-p', String(at)];
  const { stderr } = await ok('backup', ...instance, '-b', 'DELTA', '--stream', ...from);
  expect(stderr).toMatch(/INFO: Backup \w+ is going to be taken from standby\n/);
  await stand.sql('SELECT pg_promote()', { port: at });
  await stand.sql('DELETE FROM counted WHERE number > 4', { port: at });
  const later = await ok('backup', ...instance, '-b', 'DELTA', '--stream', ...from);
  expect(later.stderr).toContain(
    'WARNING: Valid full backup on current timeline 2 is not found, trying to look up on previous timelines\n',
  );
  await stand.stop(replica);
  expect(
    await ask('SELECT count(*) FROM counted', ['--recovery-target=immediate', '--recovery-target-action=promote'], `${home}/space3`),
  ).toBe('4');
});
