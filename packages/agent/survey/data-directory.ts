import type { AgentConfig } from '@tamada/core/bundle';
import type { JournalState } from '@tamada/core/converge';
import { dataDirectoryState } from '@tamada/core/converge';
import type { Survey } from '@tamada/core/preflight';
import type { Accounts } from '../observe/accounts.ts';
import { observeDataDirectory } from '../observe/data-directory.ts';
import type { AgentPaths } from '../paths.ts';

const shownNames = 5;

/** What is in the data directory, by the journal and by looking. */
export async function surveyDataDirectory(
  config: Pick<AgentConfig, 'role' | 'platform' | 'postgres'>,
  paths: AgentPaths,
  journal: JournalState,
  accounts: Accounts,
): Promise<Pick<Survey, 'dataDirectory' | 'dataFolder'>> {
  const observed = await observeDataDirectory(config, paths, journal, accounts);
  const folder = observed?.folder ?? null;
  return {
    dataDirectory: dataDirectoryState(observed),
    dataFolder:
      folder === null ? null : { ...folder, linkTarget: folder.linkTarget ?? '', names: folder.names.slice(0, shownNames).map(printable) },
  };
}

function printable(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '?');
}
