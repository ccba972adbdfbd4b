import { readdir } from 'node:fs/promises';
import { dataDirectoryState } from '@tamada/core/converge';
import type { DataDirectoryState, JournalState } from '@tamada/core/converge';

/** What stands in the data directory, by the journal and by looking. An empty path: the role has none. */
export async function surveyDataDirectory(path: string, place: string, journal: JournalState): Promise<DataDirectoryState> {
  if (path === '') return 'none';
  const content = await contentOf(place);
  return dataDirectoryState({ path, content, claimed: journal.claim?.path === path, established: journal.established?.path === path });
}

async function contentOf(place: string): Promise<'absent' | 'empty' | 'filled'> {
  try {
    return (await readdir(place)).length === 0 ? 'empty' : 'filled';
  } catch (error) {
    // A file in its place, or a folder that cannot be read, is not ours to use.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'absent' : 'filled';
  }
}
