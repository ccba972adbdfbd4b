import type { ObservedDataDirectory } from './observed.ts';

/** A data directory in one word, as preflight shows it. */
export type DataDirectoryState = 'none' | 'absent' | 'empty' | 'established' | 'claimed' | 'foreign';

/** An established directory that is empty again has lost its data, and counts as empty. */
export function dataDirectoryState(directory: ObservedDataDirectory | null): DataDirectoryState {
  if (directory === null) return 'none';
  if (directory.content !== 'filled') return directory.claimed ? 'claimed' : directory.content;
  if (directory.established) return 'established';
  return directory.claimed ? 'claimed' : 'foreign';
}
