import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../fakes/pg_probackup/arguments/parse.ts';
import { settingsOf } from '../../fakes/pg_probackup/catalogue/instance-config.ts';
import { Failed, Log } from '../../fakes/pg_probackup/log/log.ts';
import { parseTimestamp, prettySize, prettyTime, timestamp } from '../../fakes/pg_probackup/log/words.ts';
import { splitWords } from '../../fakes/pg_probackup/files/ssh.ts';

/** What is said of words that are refused. */
function refusal(words: readonly string[]): string {
  let said = '';
  const log = new Log((text) => (said += text));
  expect(() => parseOptions(words, log)).toThrow(Failed);
  return said;
}
const quiet = new Log(() => undefined);

describe('options', () => {
  test.each([
    [['--nosuchopt=1'], `Option '--nosuchopt=1' requires an argument. Try "pg_probackup --help" for more information.`],
    [['-Z'], `Option '-Z' requires an argument. Try "pg_probackup --help" for more information.`],
    [['--instance'], `Option '--instance' requires an argument. Try "pg_probackup --help" for more information.`],
    [['--stream=yes'], `Option '--stream=yes' requires an argument. Try "pg_probackup --help" for more information.`],
    [['--remote-host='], `Option --remote-host should be a valid string: ''`],
    [['--primary-conninfo='], `Option --primary-conninfo should be a valid string: ''`],
    [['--retention-redundancy=-1'], `Option --retention-redundancy should be a 32bit unsigned integer: '-1'`],
    [['--archive-timeout=5parsec'], `Option --archive-timeout should be a 32bit unsigned integer: '5parsec'`],
    [['--ttl=abc'], `Option --ttl should be a 64bit signed integer: 'abc'`],
  ])('%j is refused in the real one’s words', (words, expected) => {
    expect(refusal(words)).toBe(`ERROR: ${expected}\n`);
  });

  test('may be short, long, abbreviated, apart or together', () => {
    const options = parseOptions(
      ['-B/cat', '-D', '/data', '-wR', '--inst=geo', '--retention-w', '7', '--ttl=30d', '-Ta=b', '-T', 'c=d'],
      quiet,
    );
    expect(Object.fromEntries(options.given())).toEqual({
      ...{ 'backup-path': '/cat', pgdata: '/data', 'no-password': true, 'restore-as-replica': true, instance: 'geo' },
      ...{ 'retention-window': 7, ttl: 2_592_000, 'tablespace-mapping': ['a=b', 'c=d'] },
    });
  });

  test('that are kept, with the largest unit that fits', () => {
    expect(settingsOf(parseOptions(['--archive-timeout=60s', '--compress', '-p', '5432', '--progress'], quiet))).toEqual({
      ...{ 'archive-timeout': '1min', 'compress-algorithm': 'zlib', 'compress-level': '1', pgport: '5432' },
    });
  });

  test('for ssh, with quotes', () => {
    expect(splitWords(`-F "/a b" -o 'ConnectTimeout 5' -x`)).toEqual(['-F', '/a b', '-o', 'ConnectTimeout 5', '-x']);
  });
});

describe('words', () => {
  test.each([
    [0, '0'],
    [106_496, '104kB'],
    [3_922_664, '3831kB'],
    [16_777_216, '16MB'],
    [54_284_862, '52MB'],
    [267_475_042, '255MB'],
    [5 * 1024 ** 3, '5120MB'],
  ])('%d bytes are %s', (bytes, expected) => {
    expect(prettySize(bytes)).toBe(expected);
  });

  test.each([
    [0, '0'],
    [0.0003, '0ms'],
    [0.116, '116ms'],
    [8, '8s'],
    [3.1295, '3s:129ms'],
    [60.0001, '1m:0s'],
  ])('%d seconds are %s', (seconds, expected) => {
    expect(prettyTime(seconds)).toBe(expected);
  });

  test.each([
    ['2026-11-23 04:23:28+00', '2026-11-23 04:23:28+00'],
    ['2026-11-23 07:23:28+03:00', '2026-11-23 04:23:28+00'],
    ['2026-11-23 04:23:28', '2026-11-23 04:23:28+00'],
    // Misread: as the real one does.
    ['2026-11-23T04:23:28Z', '2026-11-23 00:00:00+00'],
  ])('the time %s', (text, expected) => {
    expect(timestamp(parseTimestamp(text) ?? 0)).toBe(expected);
  });

  test('garbage is no time', () => {
    expect(parseTimestamp('garbage')).toBeNull();
  });
});
