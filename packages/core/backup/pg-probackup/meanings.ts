import { failed, textOf, type ReadFailure } from '../talk.ts';
import type { ToolTrouble } from '../tool.ts';

/** What its words mean, the first that fits; its exit codes are 0 and 1 only. */
const meanings: readonly (readonly [words: RegExp, trouble: ToolTrouble])[] = [
  [/already exists in archive with different checksum/, 'conflict'],
  [/system id|Instance parameters mismatch/i, 'wrong_cluster'],
  [
    /protocol version .* does not match|Incompatible remote agent|but backup \S+ version is|Corrupted remote compatibility protocol/,
    'versions_differ',
  ],
  [/No space left on device/, 'no_space'],
  [/Permission denied|Host key verification failed|password authentication failed|no pg_hba\.conf entry|fe_sendauth/, 'denied'],
  [/does not exist in this backup catalog|is not a valid backup catalog|No such file or directory: .*backups/, 'not_prepared'],
  [
    /Connection refused|Connection timed out|No route to host|Could not resolve hostname|Communication error|Connection (reset|closed)/,
    'unreachable',
  ],
  [/could not connect to database/, 'database_down'],
  [/could not be archived in|WAL segment .* is absent|Could not read WAL record/, 'archive_silent'],
  [/Corruption detected|page verification failed|is orphan|is corrupt|data files are corrupted/, 'damaged'],
  [/Not enough WAL records|Backup satisfying target options is not found|Requested backup \S+ is not found/, 'out_of_reach'],
  [/destination is not empty/, 'not_empty'],
  [/Interrupted/, 'cancelled'],
  [/is already in progress|already running|backup\.pid/, 'busy'],
];

export const failure: ReadFailure = (outcome) => {
  const words = errorWords(textOf(outcome));
  return failed(outcome, words, () => meanings.find(([pattern]) => pattern.test(words))?.[1]);
};

/** The first error; before one that blames a missing instance stands the warning that tells why. */
function errorWords(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^\S+ \S+ UTC \[\d+\]: \[\d+-\d+\]: /, ''));
  const first = lines.find((line) => line.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? '';
  // Of a key that has changed ssh says much, in a frame; what it comes to stands at the end.
  const refusal = lines.find((line) => line.startsWith('Host key verification failed'));
  const error = first.includes('@@@') && refusal !== undefined ? `Agent error: ${refusal}` : first;
  const warning = lines.find((line) => line.startsWith('WARNING: ') && /denied|No such file|No space/.test(line));
  return warning === undefined ? error : `${error} (${warning.slice('WARNING: '.length)})`;
}
