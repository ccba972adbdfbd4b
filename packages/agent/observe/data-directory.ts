import { readdir } from 'node:fs/promises';
import type { AgentConfig } from '@tamada/core/bundle';
import type { JournalState, ObservedDataDirectory } from '@tamada/core/converge';
import type { AgentPaths } from '../paths.ts';
import { errnoOf } from './errno.ts';

/** The node's data directory, and what the journal knows of it; null where the role has none. */
export async function observeDataDirectory(
  { role, postgres }: AgentConfig,
  paths: AgentPaths,
  { claim, established }: JournalState,
): Promise<ObservedDataDirectory | null> {
  if (role !== 'database') return null;
  const path = postgres.dataDirectory;
  return { path, content: await contentOf(paths.at(path)), claimed: claim?.path === path, established: established?.path === path };
}

async function contentOf(path: string): Promise<ObservedDataDirectory['content']> {
  try {
    return (await readdir(path)).length === 0 ? 'empty' : 'filled';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'absent';
    // A file in its place is nothing of ours either.
    if (errnoOf(error) === 'ENOTDIR') return 'filled';
    throw error;
  }
}
