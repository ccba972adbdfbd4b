import type { ToolTrouble } from './tool.ts';

/** What a tool's trouble is, in words, and what to do; empty where only the tool's own words say more. */
const troubles: Readonly<Record<ToolTrouble, readonly [means: string, next: string]>> = {
  unreachable: ['the other host does not answer', 'look at the tool in `systemctl status` on both hosts, and at the network between them'],
  denied: [
    'the other side answers and refuses',
    '`tamada bootstrap` writes keys and certificates again; `tamada status` says which have ended',
  ],
  busy: ['something else holds its lock', 'wait for what runs (`tamada job list`), and run the command again'],
  not_prepared: [
    'its catalogue is not there, or was stopped by hand',
    '`tamada bootstrap` makes it; look at the disk of the catalogue, too',
  ],
  versions_differ: [
    'it has another version than on the other host',
    'install the same version on every database node and on the backup host',
  ],
  conflict: ['the archive has another content under this name', '`tamada status` names both hosts'],
  wrong_cluster: ['what is there belongs to another cluster', 'look at what lies in the catalogue before anything else is written there'],
  no_space: ['a disk is full', '`tamada backup expire` removes what retention does not keep; then run the command again'],
  damaged: ['what was read does not have its checksum', '`tamada backup verify` names what is damaged'],
  archive_silent: ['WAL does not reach the archive', '`tamada status` says which pushes fail, and why'],
  database_down: ['no PostgreSQL answers to back up from', '`tamada status` says which members run; then run the command again'],
  two_leaders: ['two members say that they lead', 'wait until `tamada status` names one leader, and run the command again'],
  out_of_reach: ['no backup, or no WAL, leads there', '`tamada backup list` shows what there is'],
  not_empty: ['the folder is not empty', 'name another folder, or empty this one'],
  cancelled: ['it was ended', 'run the command again'],
  timed_out: ['it did not end in time', ''],
  other: ['', ''],
};

/** In one line, the tool's own words last; `next` may be empty. */
export function describeTrouble(trouble: ToolTrouble, words: string): { readonly problem: string; readonly next: string } {
  const [means, next] = troubles[trouble];
  return { problem: [means, words].filter((part) => part !== '').join(': '), next };
}
