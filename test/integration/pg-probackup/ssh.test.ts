import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseTreeMs } from '../agent-senses/support/base-tree.ts';
import { catalogue, home, makeStand } from './support/stand.ts';
import type { Ran, Stand } from './support/stand.ts';
import { startSshd } from './support/sshd.ts';
import type { Sshd } from './support/sshd.ts';

let stand: Stand;
let sshd: Sshd;
const instance = ['-B', catalogue, '--instance=geo'];

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
