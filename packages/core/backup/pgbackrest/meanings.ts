import { failed, textOf, type ReadFailure } from '../talk.ts';
import type { ToolTrouble } from '../tool.ts';

/**
 * What its failures mean, the first that fits. Its codes alone say little: 103 is everything that keeps a repository from being used, so the
 * words count too.
 */
const meanings: readonly (readonly [codes: readonly number[], words: RegExp, trouble: ToolTrouble])[] = [
  [[50], /LockAcquireError|unable to acquire lock/, 'busy'],
  [[45], /with a different checksum/, 'conflict'],
  [[44], /ArchiveMismatchError|system-id .* do(es)? not match|unable to retrieve the archive id/, 'wrong_cluster'],
  [[], /ProtocolError\] expected value '[^']*' for greeting key 'version'/, 'versions_differ'],
  [[], /StopError|stop file exists|unable to load info file|missing stanza|No usable (backup|archive)\.info/, 'not_prepared'],
  [
    [],
    /AccessError|CryptoError|certificate|alert unknown ca|group or other permissions|\[13\] Permission denied|permission denied/i,
    'denied',
  ],
  [[28], /\[28\] No space left|No space left on device/, 'no_space'],
  [[26, 42], /ChecksumError|FormatError/, 'damaged'],
  [[68, 82], /was not archived before|must contain pgbackrest/, 'archive_silent'],
  [[], /more than one primary cluster found/, 'two_leaders'],
  [[56, 57], /DbConnectError|DbQueryError|unable to find (primary|standby) cluster/, 'database_down'],
  [[49, 39], /HostConnectError|timeout connecting|timeout after \d+ms waiting for read|TLS error \[5:0\]/, 'unreachable'],
  [[75], /unable to find backup set|requested backup not found|backup set .* is not valid/, 'out_of_reach'],
  [[40], /because it contains files/, 'not_empty'],
  [[63], /terminated on signal/, 'cancelled'],
];

/** What a repository does whose disk is full: it ends the connection, and says the reason nowhere. */
const brokenOff = 'TLS error [5:0] no details available';

export const failure: ReadFailure = (outcome) => {
  const words = errorWords(textOf(outcome));
  const hint = words.includes(brokenOff) ? '; so it says when the disk of the repository is full' : '';
  return failed(
    outcome,
    `${words}${hint}`,
    (code) => (meanings.find(([, pattern]) => pattern.test(words)) ?? meanings.find(([codes]) => codes.includes(code)))?.[2],
  );
};

/** The first error with the lines that belong to it, but its hints, as one line. */
function errorWords(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => /(^|\s)ERROR: \[\d{3}\]/.test(line));
  if (first < 0)
    return (
      lines
        .find((line) => /(^|\s)WARN: /.test(line))
        ?.replace(/^.*?WARN: /, '')
        .trim() ?? ''
    );
  const more = lines.slice(first + 1);
  const end = more.findIndex((line) => !/^\s+\S/.test(line));
  const kept = more.slice(0, end < 0 ? undefined : end).filter((line) => !/^\s+(HINT:|FileMissingError:)/.test(line));
  const head = (lines[first] ?? '').replace(/^.*?ERROR: (\[\d{3}\]: )?/, '');
  // Where the error names no reason, the warnings before it do.
  const reason = /unable to find (primary|standby) cluster/.test(head) ? /WARN: (unable to check pg\d+: .*)$/ : /WARN: (repo1: .*)$/;
  const before = kept.length > 0 ? [] : lines.slice(0, first).flatMap((line) => reason.exec(line)?.[1] ?? []);
  return [head, ...kept, ...before].map((line) => line.trim()).join(' ');
}
