import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseTreeMs } from '../agent-senses/support/base-tree.ts';
import { catalogue, home, makeStand } from './support/stand.ts';
import type { Ran, Stand } from './support/stand.ts';
import { startSshd } from './support/sshd.ts';
import type { Sshd } from './support/sshd.ts';

let stand: Stand;
let sshd: Sshd;
const instance = ['-B', catalogue, '--instance=geo'];
const client = '-F /etc/ssh/stand_client';

beforeAll(async () => {
  stand = await makeStand({ archive_mode: 'on' });
  sshd = await startSshd(stand);
  await ok('init', '-B', catalogue);
  await ok('add-instance', ...instance, '-D', stand.data, ...sshd.remote);
  const server = ['-h', '127.0.0.1', '-p', String(stand.port), '-U', 'postgres', '-d', 'postgres'];
  await ok('set-config', ...instance, ...server, '--compress-algorithm=zlib', '--archive-timeout=20s', ...sshd.remote);
  await stand.sql(`ALTER SYSTEM SET archive_command = '${archiveCommand('archive-push', '--compress')}'`);
  await stand.sql('SELECT pg_reload_conf()');
}, baseTreeMs);
afterAll(() => stand.remove());

function archiveCommand(command: string, ...more: readonly string[]): string {
  const remote = sshd.remote.map((option) => (option.includes(' ') ? `"${option}"` : option));
  return ['/usr/bin/pg_probackup-15', command, ...instance, '--wal-file-path=%p', '--wal-file-name=%f', ...remote, ...more].join(' ');
}

async function ok(...words: readonly string[]): Promise<Ran> {
  const ran = await stand.pb(words);
  expect(ran, words.join(' ')).toMatchObject({ code: 0 });
  return ran;
}

describe('over ssh', () => {
  test('add-instance forgets how it reached the host, set-config keeps it', async () => {
    const config = await stand.shell(`cat ${catalogue}/backups/geo/pg_probackup.conf`);
    expect(config.split('\n').slice(0, 1)).toEqual(['# Backup instance information']);
    expect(config).toContain(`ssh-options = '-F /etc/ssh/stand_client'`);
  });

  test('a server archives through the agent, a backup is pulled, and a delayed replica follows the archive', async () => {
    await stand.sql('CREATE TABLE beat AS SELECT 1 AS number');
    const { stderr } = await ok('backup', ...instance, '-b', 'FULL', '--stream', '-w');
    expect(stderr).toContain('wal mode: STREAM, remote: true, compress-algorithm: zlib');
    const standby = `${home}/delayed`;
    const command = archiveCommand('archive-get', '--log-level-console=warning');
    const where = ['-D', standby, '--remote-proto=none'];
    await ok('restore', ...instance, ...where, '-R', '--recovery-target-timeline=latest', `--restore-command=${command}`);
    expect(await stand.shell(`ls ${standby}/*.signal`)).toBe(`${standby}/recovery.signal\n${standby}/standby.signal\n`);
    await stand.shell(`rm ${standby}/recovery.signal; echo "primary_conninfo = ''" >> ${standby}/postgresql.auto.conf`);
    await stand.serve(standby, stand.port + 1, { archive_mode: 'off', wal_retrieve_retry_interval: '200ms' });
    await stand.sql('INSERT INTO beat VALUES (2)');
    await stand.sql('SELECT pg_switch_wal()');
    await expect.poll(() => stand.sql('SELECT max(number) FROM beat', { port: stand.port + 1 })).toBe('2');
    expect(await stand.sql('SELECT count(*) FROM pg_stat_replication')).toBe('0');
    await stand.stop(standby);
  });
});

describe('what goes wrong over ssh', () => {
  const first = '000000010000000000000001';
  const get = (remote: readonly string[], more: readonly string[] = []): Promise<Ran> =>
    stand.pb(['archive-get', ...instance, '--wal-file-path=pg_wal/X', `--wal-file-name=${first}`, ...remote, ...more], { cwd: stand.data });
  const remoteOf = (port: string, user: string, options: string): readonly string[] => [
    ...['--remote-host=127.0.0.1', `--remote-port=${port}`, `--remote-user=${user}`, `--ssh-options=${options}`],
  ];

  test.each<[string, () => readonly string[], string]>([
    ['no such port', () => remoteOf('1', 'postgres', client), 'Agent error: ssh: connect to host 127.0.0.1 port 1: Connection refused'],
    [
      'an unknown user',
      () => remoteOf(String(sshd.port), 'nosuchuser', client),
      'Agent error: nosuchuser@127.0.0.1: Permission denied (publickey).',
    ],
    [
      'another key',
      () => remoteOf(String(sshd.port), 'postgres', '-F /etc/ssh/stand_other'),
      'Agent error: postgres@127.0.0.1: Permission denied (publickey).',
    ],
    [
      'an unknown host',
      () => remoteOf(String(sshd.port), 'postgres', `${client} -o UserKnownHostsFile=/dev/null`),
      'Agent error: Host key verification failed.',
    ],
  ])('%s', async (_, remote, expected) => {
    const { code, stderr } = await get(remote(), ['--log-level-console=error']);
    expect(code).toBe(1);
    expect(stderr.replace(/^\S+ \S+ UTC \[\d+\]: \[1-1\]: /, '').trimEnd()).toBe(`ERROR: ${expected}`);
  });

  test('what is not in the archive, and lines that begin with the time', async () => {
    const { code, stderr } = await stand.pb(
      ['archive-get', ...instance, '--wal-file-path=pg_wal/X', '--wal-file-name=0000000100000000000000FE', ...sshd.remote],
      { cwd: stand.data },
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \[\d+\]: \[1-1\]: INFO: pg_probackup archive-get WAL file: 0{7}10{14}FE, remote: ssh, threads: 1\/1, batch: 1\n.* UTC \[\d+\]: \[1-1\]: ERROR: pg_probackup archive-get failed to deliver WAL file: 0{7}10{14}FE, time elapsed: [\w:]+\n$/,
    );
  });

  test.each([
    [
      'an older protocol',
      { version: '2.5.8', protocol: 20501, major: '15', postgres: '15.18' },
      /Remote agent protocol version 2\.5\.9 does not match local program protocol version 2\.5\.1, consider to upgrade pg_probackup binary\n$/,
    ],
    [
      'another PostgreSQL',
      { version: '2.5.15', protocol: 20509, major: '14', postgres: '14.1' },
      /ERROR: Incompatible remote agent params, expected:\nPG_MAJORVERSION=14\nedition=vanilla\nSIZEOF_VOID_P=8\n, actual:\n:PG_MAJORVERSION=15\n/,
    ],
  ])('%s on one side', async (_, program, expected) => {
    await stand.install('/usr/local/bin/pg_probackup-15', program);
    const words = ['archive-get', ...instance, '--wal-file-path=pg_wal/X', `--wal-file-name=${first}`, ...sshd.remote];
    const { code, stderr } = await stand.pb(words, { cwd: stand.data, program: '/usr/local/bin/pg_probackup-15' });
    expect(code).toBe(1);
    expect(stderr).toMatch(expected);
  });

  test('an agent that is called for another version', async () => {
    expect(await stand.pb(['agent', '2.4.0'])).toMatchObject({
      code: 1,
      stderr:
        "ERROR: Version mismatch, pg_probackup binary with version '2.5.15' is launched as an agent for pg_probackup binary with version '2.4.0'\n",
    });
  });

  test('a host that is connected but dead is waited for as long as ssh waits', async () => {
    await sshd.freeze();
    try {
      const { code, stderr } = await get(sshd.remote, ['--log-level-console=error']);
      expect(code).toBe(1);
      expect(stderr).toContain('ERROR: Agent error: Connection timed out during banner exchange');
    } finally {
      await sshd.thaw();
    }
  });

  test('the forced command runs nothing else', async () => {
    const other = await stand.shell(`ssh -F /etc/ssh/stand_client -p ${sshd.port} postgres@127.0.0.1 id < /dev/null | head -c 4`);
    expect(other).toBe('PBKA');
  });
});

describe('a data directory on another host', () => {
  test('is restored to through the agent, with its links', async () => {
    const folder = `${home}/elsewhere`;
    const { stderr } = await ok(
      'restore',
      ...instance,
      '-D',
      folder,
      '--recovery-target=immediate',
      '--recovery-target-action=promote',
      ...sshd.remote,
    );
    expect(stderr).toMatch(/INFO: Restoring the database from backup \w+ on 127\.0\.0\.1\n/);
    expect(await stand.shell(`stat -c '%a %U' ${folder} ${folder}/PG_VERSION`)).toBe('700 postgres\n600 postgres\n');
    await stand.shell(`echo "restore_command = '${archiveCommand('archive-get')}'" >> ${folder}/postgresql.auto.conf`);
    await stand.serve(folder, stand.port + 2, { archive_mode: 'off' });
    expect(await stand.sql('SELECT max(number) FROM beat', { port: stand.port + 2 })).toBe('1');
    await stand.stop(folder);
  });

  test('is backed up page by page, and its end is seen', async () => {
    await stand.sql('UPDATE beat SET number = 3');
    const { stderr } = await ok('backup', ...instance, '-b', 'DELTA', '--stream', '-w', '--log-level-console=log');
    expect(stderr).toContain('LOG: Agent version=20509\n');
    const { stdout } = await ok('show', ...instance, '--format=json');
    const [{ backups }] = JSON.parse(stdout) as [{ backups: { 'data-bytes': number; status: string }[] }];
    expect(backups.map(({ status }) => status)).toEqual(['OK', 'OK']);
    expect(backups[0]?.['data-bytes']).toBeLessThan((backups[1]?.['data-bytes'] ?? 0) / 4);
  });
});
