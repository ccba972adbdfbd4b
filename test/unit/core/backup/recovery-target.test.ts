import { settingLine, targetSettings, type RecoveryTarget } from '@tamada/core/backup';
import { expect, test } from 'vitest';
import { recoveryTime } from '../../../../packages/core/backup/recovery-target.ts';

const before = "recovery_target_inclusive = 'off'";

test.each<readonly [RecoveryTarget, readonly string[]]>([
  [{ kind: 'latest' }, []],
  [{ kind: 'immediate' }, ["recovery_target = 'immediate'"]],
  [{ kind: 'time', atMs: Date.UTC(2026, 10, 26, 8, 14, 30, 500) }, ["recovery_target_time = '2026-11-26 08:14:30.500+00'", before]],
  [{ kind: 'lsn', lsn: '0/3000060' }, ["recovery_target_lsn = '0/3000060'", before]],
  [{ kind: 'xid', xid: '742' }, ["recovery_target_xid = '742'", before]],
])('recovery to %j stops before it', (target, lines) => {
  expect(targetSettings(target).map(settingLine)).toEqual(lines);
});

test('a time for pg_probackup has no fraction', () => {
  expect(recoveryTime(Date.UTC(2026, 10, 26, 8, 14, 30, 999), 's')).toBe('2026-11-26 08:14:30+00');
});

test('PostgreSQL reads quotes and backslashes of a value as they were meant', () => {
  expect(settingLine(['restore_command', `cp 'a' b\\c`])).toBe(`restore_command = 'cp ''a'' b\\\\c'`);
});
