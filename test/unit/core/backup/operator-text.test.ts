import { backupTexts } from '@tamada/core/bundle';
import { expect, test } from 'vitest';
import { backups, topology } from '../../../builders/cluster.ts';

const texts = (tool: 'pgbackrest' | 'pg_probackup') =>
  Object.fromEntries(
    backupTexts(topology({ backup: backups({ tool, port: 10_022 }) }), 'rhel').map(({ name, text }) => [name, text] as const),
  );

test('operators find what they know: every command in its order, and the settings of the replica', () => {
  const { 'pg_probackup.txt': commands = '', 'recovery.txt': recovery = '', ...others } = texts('pg_probackup');
  expect(others).toEqual({});
  expect([...commands.matchAll(/pg_probackup-15 ([a-z-]+) -B/g)].map(([, name]) => name)).toEqual([
    'show',
    'init',
    'add-instance',
    'set-config',
    'archive-push',
    'backup',
    'backup',
    'show',
    'show',
    'validate',
    'delete',
    'restore',
  ]);
  expect(commands).toContain(
    "/usr/bin/pg_probackup-15 backup -B /var/lib/pg_probackup --instance=geo -b FULL --stream --temp-slot -j 2 -w --pghost=10.10.1.2 --remote-host=10.10.1.2 --remote-port=10022 --remote-user=postgres '--ssh-options=-F /etc/pg_probackup/ssh/config' --progress",
  );
  expect(recovery).toContain('restore_command = \'/etc/pg_probackup/archive-get standby %f "%p"\'\n');
  expect(recovery).toContain("recovery_min_apply_delay = '86400s'\n");
});

test('the other tool has its own file, and no backups have none', () => {
  expect(Object.keys(texts('pgbackrest'))).toEqual(['pgbackrest.txt', 'recovery.txt']);
  expect(backupTexts(topology(), 'debian')).toEqual([]);
});
