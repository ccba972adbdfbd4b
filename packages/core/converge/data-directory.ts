import type { DataFolder, ObservedDataDirectory } from './observed.ts';

/** A data directory in one word, as preflight shows it. */
export const dataDirectoryStates = [
  'none',
  'absent',
  'empty',
  'established',
  'claimed',
  'foreign',
  /** The top of a file system, with nothing in it: initdb and pg_basebackup refuse the `lost+found`. */
  'lost_found',
  /** A link to what is not there. */
  'dangling_link',
] as const;
export type DataDirectoryState = (typeof dataDirectoryStates)[number];

/** Whether there is anything in it that must not be touched. */
export function dataDirectoryContent(folder: DataFolder | null): ObservedDataDirectory['content'] {
  if (folder === null) return 'absent';
  return folder.kind === 'folder' && folder.names.length === 0 ? 'empty' : 'filled';
}

/** An established directory that is empty again has lost its data, and counts as empty. */
export function dataDirectoryState(directory: ObservedDataDirectory | null): DataDirectoryState {
  if (directory === null) return 'none';
  if (directory.content !== 'filled') return directory.claimed ? 'claimed' : directory.content;
  if (directory.folder?.kind === 'nothing') return 'dangling_link';
  if (directory.folder?.names.join() === 'lost+found') return 'lost_found';
  if (directory.established) return 'established';
  return directory.claimed ? 'claimed' : 'foreign';
}
