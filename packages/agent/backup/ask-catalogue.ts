import type { BackupSite } from '@tamada/core/backup';
import { version } from '@tamada/core/version';
import { clientCredentials, connectAgent, type CatalogueAnswer } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { certificateFiles, readIdentity } from '../certificates/certificate-files.ts';

const askMs = 15_000;

/** What the backup host's agent says of the archive, asked with this node's certificate for backups. */
export async function askCatalogue(
  { host }: BackupSite,
  { config, paths }: Pick<AgentContext, 'config' | 'paths'>,
  signal: AbortSignal,
): Promise<CatalogueAnswer> {
  const own = await readIdentity(certificateFiles(paths, 'backup'));
  const credentials = clientCredentials(own);
  const client = connectAgent({ node: host.name, address: host.address, port: config.port, credentials, version });
  try {
    return await client.readCatalogue({}, { deadlineMs: askMs, signal });
  } finally {
    client.close();
  }
}
