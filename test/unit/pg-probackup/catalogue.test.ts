import { describe, expect, test } from 'vitest';
import { idOf, readId, startTimeOf } from '../../fakes/pg_probackup/catalogue/backup.ts';
import { parseContent, printContent } from '../../fakes/pg_probackup/catalogue/content-file.ts';
import { parseControl, printControl } from '../../fakes/pg_probackup/catalogue/control-file.ts';
import { parseConfig, printConfig, printConfigJson, printEffective } from '../../fakes/pg_probackup/catalogue/instance-config.ts';
import { backupFields, printFields } from '../../fakes/pg_probackup/show/backup-fields.ts';
import { printBackupsTable } from '../../fakes/pg_probackup/show/backup-views.ts';

/** Recorded from the real program. */
const increment = `#Configuration
backup-mode = DELTA
stream = true
compress-alg = zlib
compress-level = 1
from-replica = false

#Compatibility
block-size = 8192
xlog-block-size = 8192
checksum-version = 1
program-version = 2.5.15
server-version = 15

#Result backup info
timelineid = 1
start-lsn = 0/43000028
stop-lsn = 0/43000168
start-time = '2026-11-23 04:19:47+00'
end-time = '2026-11-23 04:19:58+00'
recovery-xid = 761
recovery-time = '2026-11-23 04:19:49+00'
data-bytes = 135964
wal-bytes = 16777216
uncompressed-bytes = 150458
pgdata-bytes = 296597633
status = OK
parent-backup-id = 'TOXTB1'
primary_conninfo = 'user=postgres channel_binding=prefer host=/srv/trial/data/sock port=55432 sslmode=prefer sslcompression=0 sslsni=1 ssl_min_protocol_version=TLSv1.2 gssencmode=prefer krbsrvname=postgres target_session_attrs=any'
content-crc = 3072876080
`;
const full = `#Configuration
backup-mode = FULL
stream = true
compress-alg = zlib
compress-level = 1
from-replica = false

#Compatibility
block-size = 8192
xlog-block-size = 8192
checksum-version = 1
program-version = 2.5.15
server-version = 15

#Result backup info
timelineid = 3
start-lsn = 1/1C000028
stop-lsn = 1/1C000168
start-time = '2026-11-23 05:30:54+00'
end-time = '2026-11-23 05:31:04+00'
recovery-xid = 35469
recovery-time = '2026-11-23 05:30:58+00'
data-bytes = 66485778
wal-bytes = 33554432
uncompressed-bytes = 625785808
pgdata-bytes = 625785368
status = OK
primary_conninfo = 'user=postgres channel_binding=prefer host=/srv/trial/data/sock port=55432 sslmode=prefer sslcompression=0 sslsni=1 ssl_min_protocol_version=TLSv1.2 gssencmode=prefer krbsrvname=postgres target_session_attrs=any'
content-crc = 2980393863
`;
const asJson = `            {
                "id": "TOXTCZ",
                "parent-backup-id": "TOXTB1",
                "backup-mode": "DELTA",
                "wal": "STREAM",
                "compress-alg": "zlib",
                "compress-level": 1,
                "from-replica": "false",
                "block-size": 8192,
                "xlog-block-size": 8192,
                "checksum-version": 1,
                "program-version": "2.5.15",
                "server-version": "15",
                "current-tli": 1,
                "parent-tli": 1,
                "start-lsn": "0/43000028",
                "stop-lsn": "0/43000168",
                "start-time": "2026-11-23 04:19:47+00",
                "end-time": "2026-11-23 04:19:58+00",
                "recovery-xid": 761,
                "recovery-time": "2026-11-23 04:19:49+00",
                "data-bytes": 135964,
                "wal-bytes": 16777216,
                "uncompressed-bytes": 150458,
                "pgdata-bytes": 296597633,
                "primary_conninfo": "user=postgres channel_binding=prefer host=/srv/trial/data/sock port=55432 sslmode=prefer sslcompression=0 sslsni=1 ssl_min_protocol_version=TLSv1.2 gssencmode=prefer krbsrvname=postgres target_session_attrs=any",
                "status": "OK",
                "content-crc": 3072876080
            }`;

function read(text: string): ReturnType<typeof parseControl> {
  return parseControl(text, 'X', 0);
}

describe('a backup', () => {
  test.each([
    ['a full one', full],
    ['an increment', increment],
  ])('%s: its control file is read and written as it stands', (_, text) => {
    expect(printControl(read(text))).toBe(text);
  });

  test('is shown as JSON field by field', () => {
    expect(printFields(backupFields(read(increment), 1), ' '.repeat(12))).toBe(asJson);
  });

  test('is shown in a table', () => {
    const parent = { ...read(increment), id: 'TOXTB1', parent: null, mode: 'FULL' as const };
    expect(
      printBackupsTable('pri', [read(increment), parent], false, 0)
        .split('\n')
        .slice(0, 4),
    ).toEqual([
      '====================================================================================================================================',
      ' Instance  Version  ID      Recovery Time           Mode   WAL Mode  TLI  Time   Data   WAL  Zratio  Start LSN   Stop LSN    Status ',
      '====================================================================================================================================',
      ' pri       15       TOXTCZ  2026-11-23 04:19:49+00  DELTA  STREAM    1/1   11s  133kB  16MB    1.11  0/43000028  0/43000168  OK     ',
    ]);
  });

  test.each([
    ['running', { ...read(full), stopLsn: '0/0', endTime: 0, recoveryTime: 0 }, ['end-time', 'recovery-time']],
    ['not transferred', { ...read(full), dataBytes: null, walBytes: null }, ['data-bytes', 'wal-bytes']],
  ])('%s: what is not known is left out', (_, backup, left) => {
    const names = backupFields(backup, 0).map(([name]) => name);
    for (const name of left) expect(names).not.toContain(name);
    expect(names).toContain('server-version');
  });

  test('its id is its start time', () => {
    expect(idOf(read(full).startTime)).toBe('TOXWNI');
    expect(startTimeOf('B')).toBe(11);
    expect(readId('zz!!')).toBe('ZZ');
  });

  test('a line that is none', () => {
    expect(() => read(`${full}garbage line\n`)).toThrow(new SyntaxError('garbage line'));
  });
});

test('the list of files is read and written as it stands', () => {
  const lines = `{"path":"base/4/3118", "size":"0", "mode":"33152", "is_datafile":"1", "is_cfs":"0", "crc":"0", "compress_alg":"none", "external_dir_num":"0", "dbOid":"4","segno":"0"}
{"path":"base/5/3576", "size":"0", "mode":"33152", "is_datafile":"1", "is_cfs":"0", "crc":"0", "compress_alg":"none", "external_dir_num":"0", "dbOid":"5","segno":"0"}
{"path":"base/4/2834", "size":"0", "mode":"33152", "is_datafile":"1", "is_cfs":"0", "crc":"0", "compress_alg":"none", "external_dir_num":"0", "dbOid":"4","segno":"0"}
`;
  expect(printContent(parseContent(lines))).toBe(lines);
});

describe('an instance', () => {
  const conf = `# Backup instance information
pgdata = /srv/trial/data/pri
system-identifier = 7711214081735583735
xlog-seg-size = 16777216
# Connection parameters
pgdatabase = backupdb
pghost = 127.0.0.1
pgport = 55432
pguser = backup
# Archive parameters
archive-timeout = 1min
# Compression parameters
compress-algorithm = zlib
# Remote access parameters
remote-host = 127.0.0.1
remote-port = 2222
remote-user = postgres
ssh-options = '-F /srv/trial/ssh/pgbkp_ssh_config'
`;
  const added = { pgdata: '/srv/trial/data/pri', 'system-identifier': '7711214081735583735', 'xlog-seg-size': '16777216' };

  test('its file is read and written as it stands', () => {
    expect(printConfig(parseConfig(conf))).toBe(conf);
  });

  test('an unknown option in it breaks everything', () => {
    expect(() => parseConfig(`${conf}nosuch-option = 1\n`)).toThrow(new SyntaxError('nosuch-option'));
  });

  test('is shown with what nobody set', () => {
    expect(printEffective(added)).toBe(`# Backup instance information
pgdata = /srv/trial/data/pri
system-identifier = 7711214081735583735
xlog-seg-size = 16777216
# Connection parameters
pgdatabase = postgres
# Replica parameters
replica-timeout = 5min
# Archive parameters
archive-timeout = 5min
# Logging parameters
log-level-console = INFO
log-level-file = OFF
log-format-console = PLAIN
log-format-file = PLAIN
log-filename = pg_probackup.log
log-rotation-size = 0TB
log-rotation-age = 0d
# Retention parameters
retention-redundancy = 0
retention-window = 0
wal-depth = 0
# Compression parameters
compress-algorithm = none
compress-level = 1
# Remote access parameters
remote-proto = ssh
`);
  });

  test('is shown as JSON, with and without units', () => {
    const settings = {
      ...{
        ...added,
        pgdatabase: 'postgres',
        pghost: '/srv/trial/data/sock',
        pgport: '55432',
        pguser: 'postgres',
        'archive-timeout': '5min',
      },
      ...{ 'retention-redundancy': '2', 'retention-window': '7', 'compress-algorithm': 'zlib', 'compress-level': '1' },
    };
    expect(printConfigJson(settings, true)).toBe(`{
    "pgdata": "/srv/trial/data/pri",
    "system-identifier": "7711214081735583735",
    "xlog-seg-size": "16777216",
    "pgdatabase": "postgres",
    "pghost": "/srv/trial/data/sock",
    "pgport": "55432",
    "pguser": "postgres",
    "replica-timeout": "5min",
    "archive-timeout": "5min",
    "log-level-console": "INFO",
    "log-level-file": "OFF",
    "log-format-console": "PLAIN",
    "log-format-file": "PLAIN",
    "log-filename": "pg_probackup.log",
    "log-rotation-size": "0TB",
    "log-rotation-age": "0d",
    "retention-redundancy": "2",
    "retention-window": "7",
    "wal-depth": "0",
    "compress-algorithm": "zlib",
    "compress-level": "1",
    "remote-proto": "ssh"
}
`);
    const bare = printConfigJson(settings, false);
    expect(bare).toContain('    "system-identifier": 7711214081735583735,\n');
    expect(bare).toContain('    "archive-timeout": 300,\n');
    expect(bare).toContain('    "log-rotation-size": 0,\n    "log-rotation-age": 0,\n');
  });
});
