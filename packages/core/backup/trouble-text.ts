import type { ToolAnswer, ToolTrouble } from './tool.ts';

interface Words {
  readonly says: string;
  /** What to do now; empty where that is plain, or nobody knows. */
  readonly next: string;
}

const words: Readonly<Record<ToolTrouble, Words>> = {
  unreachable: { says: 'the other host does not answer', next: 'see `tamada status`' },
  denied: { says: 'it was not let in', next: 'run `tamada bootstrap`: it puts keys, passwords and rights back in place' },
  busy: { says: 'something else works there', next: 'try again later; `tamada job list` shows what runs' },
  not_prepared: { says: 'there is no catalogue', next: 'run `tamada bootstrap`: it makes what is missing' },
  versions_differ: { says: 'the tool is not the same on both hosts', next: 'install one version on all of them' },
  conflict: { says: 'the archive has another content under that name', next: 'see `tamada status`' },
  wrong_cluster: { says: 'that belongs to another cluster', next: 'the catalogue must be of this one: move the other aside' },
  no_space: { says: 'the disk is full', next: 'make room on it' },
  damaged: { says: 'what was read does not have its checksum', next: 'look at the disk that it was read from' },
  archive_silent: { says: 'the archive does not have the WAL for it', next: 'see `tamada status`' },
  database_down: { says: 'PostgreSQL does not answer', next: 'see `tamada status`' },
  two_leaders: { says: 'two servers say that they lead', next: 'see `tamada status`' },
  out_of_reach: { says: 'there is no backup, or no WAL, for that', next: '`tamada backup list` shows what there is' },
  not_empty: { says: 'the folder is not empty', next: 'name another, or empty it' },
  cancelled: { says: 'it was ended', next: '' },
  timed_out: { says: 'it took too long', next: 'see `tamada status`' },
  other: { says: '', next: '' },
};

/** A tool's failure for people: what it means, in the tool's own words, and what to do. One line. */
export function troubleText({ trouble, words: own }: Extract<ToolAnswer<never>, { ok: false }>): string {
  const { says, next } = words[trouble];
  return [says === '' ? own : `${says}: ${own.replace(/\.$/, '')}`, ...(next === '' ? [] : [next])].join('; ');
}
