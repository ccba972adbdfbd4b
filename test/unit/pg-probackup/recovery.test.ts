import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../fakes/pg_probackup/arguments/parse.ts';
import { unknownBackup } from '../../fakes/pg_probackup/catalogue/backup.ts';
import type { Invocation } from '../../fakes/pg_probackup/invocation.ts';
import { Failed, Log } from '../../fakes/pg_probackup/log/log.ts';
import { recoveryFiles } from '../../fakes/pg_probackup/restore/recovery.ts';
import { readTarget } from '../../fakes/pg_probackup/validate/target.ts';

function callOf(words: readonly string[], write: (text: string) => void = () => undefined): Invocation {
  const log = new Log(write);
  const never = new AbortController().signal;
  return {
    options: parseOptions(words, log),
    log,
    environment: {},
    cwd: '/',
    self: '/usr/bin/pg_probackup',
    print: () => undefined,
    interrupted: never,
  };
}

/** What restore writes for a backup and the words of a command line. */
function written(stream: boolean, words: readonly string[]): { readonly signals: readonly string[]; readonly lines: readonly string[] } {
  const call = callOf(words);
  const { options } = call;
  const { automatic, signals } = recoveryFiles({
    backup: { ...unknownBackup('TOXTIO', 0), stream, primaryConninfo: 'user=postgres' },
    target: readTarget(call),
    ...{
      asReplica: options.flag('restore-as-replica'),
      primaryConninfo: options.text('primary-conninfo') ?? null,
      slot: options.text('slot') ?? null,
    },
    restoreCommand: options.text('restore-command') ?? null,
    archive: { host: options.text('archive-host'), port: options.text('archive-port'), user: options.text('archive-user') },
    ...{ catalogue: '/cat', instance: 'pri', self: call.self, now: Date.UTC(2026, 10, 23, 4, 23, 35) / 1000 },
  });
  const [blank, heading, ...lines] = automatic.trimEnd().split('\n');
  expect([blank, heading]).toEqual(['', "# recovery settings added by pg_probackup restore of backup TOXTIO at '2026-11-23 04:23:35+00'"]);
  return { signals, lines };
}

const own = `restore_command = '"/usr/bin/pg_probackup" archive-get -B "/cat" --instance "pri" --wal-file-path=%p --wal-file-name=%f'`;
const recovery = (...lines: readonly string[]): readonly string[] => ['## recovery settings', ...lines];
const standby = (...lines: readonly string[]): readonly string[] => ['', '## standby settings', ...lines];
const conninfo = "primary_conninfo = 'user=postgres'";
const current = "recovery_target_timeline = 'current'";
const latest = "recovery_target_timeline = 'latest'";
const pause = "recovery_target_action = 'pause'";
const promote = "recovery_target_action = 'promote'";

describe('what restore writes', () => {
  test.each<[string, boolean, readonly string[], readonly string[], readonly string[]]>([
    ['STREAM', true, [], [], []],
    ['ARCHIVE', false, [], ['recovery'], recovery(current, pause, own)],
    [
      'STREAM to a time',
      true,
      ['--recovery-target-time=2026-11-23 04:23:28+00', '--recovery-target-action=promote'],
      ['recovery'],
      recovery("recovery_target_time = '2026-11-23 04:23:28+00'", current, promote, own),
    ],
    ['STREAM -R', true, ['-R'], ['standby'], standby(conninfo)],
    [
      'STREAM -R to the end',
      true,
      ['-R', '--recovery-target=latest'],
      ['recovery', 'standby'],
      [...recovery(latest, pause, own), ...standby(conninfo)],
    ],
    [
      'STREAM -R along the timelines',
      true,
      ['-R', '--recovery-target-timeline=latest'],
      ['recovery', 'standby'],
      [...recovery(latest, pause, own), ...standby(conninfo)],
    ],
    ['STREAM -R with the number of a timeline', true, ['-R', '--recovery-target-timeline=1'], ['standby'], standby(conninfo)],
    ['ARCHIVE -R', false, ['-R'], ['recovery', 'standby'], [...recovery(current, pause, own), ...standby(conninfo)]],
    [
      'STREAM -R with a leader and a slot',
      true,
      ['-R', '--primary-conninfo=host=10.0.0.1', '-S', 'standby1'],
      ['standby'],
      standby("primary_conninfo = 'host=10.0.0.1'", "primary_slot_name = 'standby1'"),
    ],
    [
      'STREAM with a command',
      true,
      ['--restore-command=cp /archive/%f %p'],
      ['recovery'],
      recovery(current, pause, "restore_command = 'cp /archive/%f %p'"),
    ],
    [
      'STREAM to the first consistent state',
      true,
      ['--recovery-target=immediate', '--recovery-target-action=promote'],
      ['recovery'],
      recovery("recovery_target = 'immediate'", current, promote, own),
    ],
    [
      'STREAM before a position',
      true,
      ['--recovery-target-lsn=0/4D016F38', '--recovery-target-inclusive=false', '--recovery-target-timeline=1'],
      ['recovery'],
      recovery("recovery_target_lsn = '0/4D016F38'", "recovery_target_inclusive = 'false'", "recovery_target_timeline = '1'", pause, own),
    ],
    [
      'STREAM from an archive elsewhere',
      true,
      ['--recovery-target=latest', '--archive-host=10.0.0.9', '--archive-port=2222', '--archive-user=backup'],
      ['recovery'],
      recovery(latest, pause, own.replace(/'$/, " --remote-host=10.0.0.9 --remote-port=2222 --remote-user=backup'")),
    ],
  ])('%s', (_, stream, words, signals, lines) => {
    expect(written(stream, words)).toEqual({ signals: signals.map((name) => `${name}.signal`), lines });
  });
});

describe('a target that is refused', () => {
  test.each([
    [['--recovery-target=bogus'], "Invalid value for '--recovery-target' option 'bogus'"],
    [['--recovery-target-time=garbage'], "Invalid value for '--recovery-target-time' option 'garbage'"],
    [
      ['--recovery-target-timeline=7', '--recovery-target-action=promote'],
      "The '--recovery-target-action' option can be applied only when either of '--recovery-target', '--recovery-target-time', '--recovery-target-xid', '--recovery-target-lsn' or '--recovery-target-name' options is specified",
    ],
  ])('%j', (words, expected) => {
    let said = '';
    expect(() => readTarget(callOf(words, (text) => (said += text)))).toThrow(Failed);
    expect(said).toBe(`ERROR: ${expected}\n`);
  });
});
