import type { BackupSite } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { hasEnded, type JobState } from '@tamada/core/jobs';
import { version } from '@tamada/core/version';
import { follow } from '@tamada/runtime';
import { clientCredentials, connectAgent, type AgentClient, type CatalogueAnswer, type RequestOf } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { certificateFiles, readIdentity } from '../certificates/certificate-files.ts';

const askMs = 15_000;
/** The most that a restore may take; a watch that ends before is begun again. */
const sendMs = 24 * 60 * 60_000;
/** The backup host's agent restarts, and its job goes on. */
const awayMs = 2 * 60_000;

type Needs = Pick<AgentContext, 'config' | 'paths'>;

/** Asks the backup host's agent with this node's certificate for backups. */
async function withBackupHost<T>({ host }: BackupSite, { config, paths }: Needs, ask: (client: AgentClient) => Promise<T>): Promise<T> {
  const own = await readIdentity(certificateFiles(paths, 'backup'));
  const credentials = clientCredentials(own);
  const client = connectAgent({ node: host.name, address: host.address, port: config.port, credentials, version });
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}

/** What the archive holds, and all backups; with `backup` the tablespaces of that one, too. */
export function askCatalogue(site: BackupSite, needs: Needs, signal: AbortSignal | undefined, backup = ''): Promise<CatalogueAnswer> {
  return withBackupHost(site, needs, (client) => client.readCatalogue({ backup }, { deadlineMs: askMs, signal }));
}

/**
 * Lets the backup host fill a folder here, and hears how its job is doing. The same wish again goes on with the same job; a caller that ends
 * ends it.
 */
export function askForBackup(
  site: BackupSite,
  wish: RequestOf<'SendBackup'>,
  needs: Needs,
  { signal, onJob }: { readonly signal: AbortSignal; readonly onJob: (job: JobState) => void },
): Promise<JobState> {
  return withBackupHost(site, needs, async (client) => {
    const watch = (): AsyncIterable<JobState> => client.sendBackup(wish, { deadlineMs: sendMs, signal });
    const last = await follow(watch, { hasEnded, onState: onJob, awayMs, signal });
    if (signal.aborted || last === null) throw new TamadaError({ code: 'cancelled', what: 'the restore from the backup host' });
    return last;
  });
}
