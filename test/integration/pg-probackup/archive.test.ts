import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseTreeMs } from '../agent-senses/support/base-tree.ts';
import { bin, catalogue, home, makeStand } from './support/stand.ts';
import type { CallOptions, Ran, Stand } from './support/stand.ts';

let stand: Stand;
const instance = ['-B', catalogue, '--instance=pri'];
const wal = `${catalogue}/wal/pri`;
const scratch = `${home}/scratch`;
const first = '000000010000000000000001';
const second = '000000010000000000000002';
const outside =
  'WARNING: Supplied --wal_file_path is outside pgdata, force safe values for options: --batch-size=1 -j 1 --no-ready-rename\n';

beforeAll(async () => {
  stand = await makeStand();
  await stand.pb(['init', '-B', catalogue]);
  await stand.pb(['add-instance', ...instance, '-D', stand.data]);
  await stand.pb(['set-config', ...instance, '--compress-algorithm=zlib', '--archive-timeout=60s']);
  for (let segment = 0; segment < 5; segment++) {
    await stand.sql(`CREATE TABLE t${segment} AS SELECT md5(g::text) FROM generate_series(1, 1000) AS g`);
    await stand.sql('SELECT pg_switch_wal()');
  }
  await stand.shell(`install -d scratch/pg_wal scratch/global && cp ${stand.data}/pg_wal/${second} scratch/pg_wal/${first}`);
}, baseTreeMs);
afterAll(() => stand.remove());

/** Without the time that it took. */
function said(ran: Ran): { readonly code: number | null; readonly stderr: string } {
  return { code: ran.code, stderr: ran.stderr.replace(/time elapsed: \S+/g, 'time elapsed: T') };
}
function push(name: string, more: readonly string[] = [], options: CallOptions = { cwd: stand.data }): Promise<Ran> {
  return stand.pb(['archive-push', ...instance, `--wal-file-path=pg_wal/${name}`, `--wal-file-name=${name}`, ...more], options);
}
function begin(name: string, compression = 'zlib'): string {
  return `INFO: pg_probackup archive-push WAL file: ${name}, threads: 1/1, batch: 1/1, compression: ${compression}\n`;
}
function done(pushed: number, skipped: number): string {
  return `INFO: pg_probackup archive-push completed successfully, pushed: ${pushed}, skipped: ${skipped}, time elapsed: T\n`;
}

describe('archive-push', () => {
  test('stores a segment, takes the same again for done, and refuses another of its name', async () => {
    expect(said(await push(first))).toEqual({ code: 0, stderr: begin(first) + done(1, 0) });
    expect(said(await push(first))).toEqual({ code: 0, stderr: begin(first) + done(0, 1) });
    const other = `ERROR: WAL file already exists in archive with different checksum: "${wal}/${first}.gz"\n`;
    expect(said(await push(first, [], { cwd: scratch }))).toEqual({ code: 1, stderr: outside + begin(first) + other });
    expect(said(await push(first, ['--overwrite'], { cwd: scratch }))).toEqual({ code: 0, stderr: outside + begin(first) + done(1, 0) });
    expect(said(await push(first, ['--overwrite']))).toEqual({ code: 0, stderr: begin(first) + done(1, 0) });
    expect(await stand.shell(`zcat ${wal}/${first}.gz | cmp - ${stand.data}/pg_wal/${first} && stat -c '%a %U' ${wal}/${first}.gz`)).toBe(
      '600 postgres\n',
    );
  });

  test('packed and plain copies of one segment stand beside each other', async () => {
    expect(said(await push(first, ['--compress-algorithm=none']))).toEqual({ code: 0, stderr: begin(first, 'none') + done(1, 0) });
    expect(await stand.shell(`ls ${wal}`)).toBe(`${first}\n${first}.gz\n`);
    expect(said(await push(first, ['--compress-algorithm=pglz']))).toEqual({
      code: 1,
      stderr: 'ERROR: Cannot use pglz for WAL compression\n',
    });
    await stand.shell(`rm ${wal}/${first}`);
  });

  test('what goes wrong is said in the real one’s words', async () => {
    const missing = '0000000100000000000000FF';
    expect(said(await push(missing)).stderr).toBe(
      `${begin(missing)}ERROR: Cannot open source WAL file "${stand.data}/pg_wal/${missing}": No such file or directory\n`,
    );
    const nope = await stand.pb(['archive-push', '-B', catalogue, '--instance=nope', `--wal-file-name=${first}`], { cwd: stand.data });
    expect(said(nope).stderr).toBe(
      `WARNING: Failed to access directory "${catalogue}/backups/nope": No such file or directory\nERROR: Instance 'nope' does not exist in this backup catalog\n`,
    );
    const denied = await push(first, [], { cwd: '/', user: 'nobody' });
    expect(said(denied).stderr).toBe(
      `WARNING: Failed to access directory "${catalogue}/backups/pri": Permission denied\nERROR: Instance 'pri' does not exist in this backup catalog\n`,
    );
    const nowhere = await stand.pb(['archive-push', ...instance, `--wal-file-name=${first}`], { cwd: '/tmp' });
    expect(said(nowhere).stderr).toBe('ERROR: Could not open file "/tmp/global/pg_control" for reading: No such file or directory\n');
    const nameless = await stand.pb(['archive-push', ...instance], { cwd: stand.data });
    expect(said(nameless).stderr).toBe('ERROR: Required parameter is not specified: --wal-file-name %f\n');
    await stand.shell(`chmod 500 ${wal}`);
    expect(said(await push(second)).stderr).toBe(
      `${begin(second)}ERROR: Cannot open temp WAL file "${wal}/${second}.gz.part": Permission denied\n`,
    );
    await stand.shell(`chmod 700 ${wal}`);
  });

  test('another cluster is refused where its control file can be seen', async () => {
    const other = `${home}/other`;
    await stand.shell(`${bin}/initdb --no-sync --auth=trust --username=postgres --pgdata ${other}`);
    const refused = await push(first, [], { cwd: other });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^ERROR: Refuse to push WAL segment 0{7}10{15}1 into archive\. Instance parameters mismatch\.Instance 'pri' should have SYSTEM_ID = \d+ instead of \d+\n$/,
    );
  });

  test('what a killed push left is waited for as long as archive-timeout, then taken over', async () => {
    await stand.shell(`head -c 100000 /dev/zero > ${wal}/${second}.gz.part`);
    const taken = said(await push(second, ['--archive-timeout=2s', '--log-level-console=log']));
    const part = `${wal}/${second}.gz.part`;
    expect(taken).toEqual({
      code: 0,
      stderr: [
        `${begin(second)}LOG: pushing file "${second}"`,
        `LOG: Temp WAL file already exists, waiting on it 2 seconds: "${part}"`,
        `LOG: Reusing stale temp WAL file "${part}"`,
        `LOG: Temp WAL file successfully created: "${part}"`,
        `LOG: Rename "${part}" to "${wal}/${second}.gz"`,
        done(1, 0),
      ].join('\n'),
    });
  });

  test('a batch takes what waits behind the file and marks it as done', async () => {
    const status = `${stand.data}/pg_wal/archive_status`;
    const waiting = ['000000010000000000000003', '000000010000000000000004'];
    await stand.shell(`touch ${waiting.map((name) => `${status}/${name}.ready`).join(' ')}`);
    const pushed = await push(waiting[0] ?? '', ['-j', '2', '--batch-size=10']);
    expect(said(pushed).stderr).toContain('threads: 2/2, batch: 2/10, compression: zlib');
    expect(await stand.shell(`cd ${status} && ls *.ready *.done`)).toBe(`${waiting[0] ?? ''}.ready\n${waiting[1] ?? ''}.done\n`);
  });

  test('lines as JSON, and quiet', async () => {
    const json = await push(first, ['--log-format-console=json']);
    const lines = json.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(lines[0]).toMatchObject({ level: 'INFO', msg: begin(first).slice(6, -1), my_thread_num: '[1-1]' });
    expect(Object.keys(lines[0] ?? {})).toEqual(['ts', 'pid', 'level', 'msg', 'my_thread_num']);
    expect((await push(first, ['--log-level-console=warning'])).stderr).toBe('');
  });
});

describe('archive-get', () => {
  const get = (
    name: string,
    more: readonly string[] = [],
    path = 'pg_wal/RECOVERYXLOG',
    options: CallOptions = { cwd: scratch },
  ): Promise<Ran> => stand.pb(['archive-get', ...instance, `--wal-file-path=${path}`, `--wal-file-name=${name}`, ...more], options);
  const begins = (name: string): string => `INFO: pg_probackup archive-get WAL file: ${name}, remote: none, threads: 1/1, batch: 1\n`;

  test('wants to stand in a data directory', async () => {
    expect(said(await get(first))).toEqual({
      code: 1,
      stderr: `${begins(first)}ERROR: Could not open file "${scratch}/global/pg_control" for reading: No such file or directory\n`,
    });
    await stand.shell(`cp ${stand.data}/global/pg_control ${scratch}/global/ && rm scratch/pg_wal/*`);
  });

  test('brings a segment; what is not there, whichever part of it, ends alike', async () => {
    expect(said(await get(first))).toEqual({
      code: 0,
      stderr: `${begins(first)}INFO: pg_probackup archive-get completed successfully, fetched: 1/1, time elapsed: T\n`,
    });
    await stand.shell(`cmp scratch/pg_wal/RECOVERYXLOG ${stand.data}/pg_wal/${first}`);
    const failed = (name: string): string => `ERROR: pg_probackup archive-get failed to deliver WAL file: ${name}, time elapsed: T\n`;
    const quiet = ['--log-level-console=warning'];
    expect(said(await get('0000000100000000000000EE', quiet))).toEqual({ code: 1, stderr: failed('0000000100000000000000EE') });
    expect(said(await get('00000005.history', quiet))).toEqual({ code: 1, stderr: failed('00000005.history') });
    const elsewhere = [
      'archive-get',
      '-B',
      '/nonexistent',
      '--instance=pri',
      '--wal-file-path=pg_wal/X',
      `--wal-file-name=${first}`,
      ...quiet,
    ];
    expect(said(await stand.pb(elsewhere, { cwd: scratch }))).toEqual({ code: 1, stderr: failed(first) });
    const unreadable = `WARNING: Failed to open file '${scratch}/${scratch}/X': No such file or directory\n`;
    expect(said(await get(first, quiet, `${scratch}/X`)).stderr).toBe(unreadable.repeat(3) + failed(first));
  });

  test('a segment that was cut off comes short, with exit code 0', async () => {
    await stand.shell(`cp ${wal}/${first}.gz saved && head -c 3000 saved > ${wal}/${first}.gz`);
    expect((await get(first)).code).toBe(0);
    expect(Number(await stand.shell('stat -c %s scratch/pg_wal/RECOVERYXLOG'))).toBeLessThan(16 * 1024 * 1024);
    await stand.shell(`cp saved ${wal}/${first}.gz`);
  });

  test('an incomplete segment is served when there is no other', async () => {
    const name = '0000000100000000000000AB';
    await stand.shell(`cp ${stand.data}/pg_wal/${first} ${wal}/${name}.partial`);
    expect((await get(name)).code).toBe(0);
    await stand.shell(`rm ${wal}/${name}.partial`);
  });

  test('fetches ahead', async () => {
    const batch = ['-j', '2', '--batch-size=4'];
    const ahead = (): Promise<string> => stand.shell('ls scratch/pg_wal/pbk_prefetch');
    expect(said(await get(first, batch)).stderr).toContain(
      `INFO: pg_probackup archive-get copied WAL file ${first}, prefetch state: 3/4\n`,
    );
    expect(await ahead()).toBe(`${second}\n000000010000000000000003\n000000010000000000000004\n`);
    const used = said(await get(second, batch)).stderr;
    expect(used).toContain(`used prefetched WAL segment ${second}, prefetch state: 2/4\n`);
    expect(used).toContain('fetched: 0/4');
    expect(await ahead()).toBe('000000010000000000000003\n000000010000000000000004\n');
  });
});

test('a hole in the archive is seen by show --archive', async () => {
  await stand.shell(`mv ${wal}/${second}.gz hidden`);
  const { stdout } = await stand.pb(['show', ...instance, '--archive', '--format=json']);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      instance: 'pri',
      timelines: [{ tli: 1, status: 'DEGRADED', 'n-segments': 3, 'lost-segments': [{ 'begin-segno': second, 'end-segno': second }] }],
    },
  ]);
  expect((await stand.pb(['validate', ...instance])).stderr).toBe(
    "INFO: Validate backups of the instance 'pri'\nINFO: All backups are valid\n",
  );
  await stand.shell(`mv hidden ${wal}/${second}.gz`);
});
