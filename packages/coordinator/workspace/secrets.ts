import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { parseSecrets } from '@tamada/core/secrets';
import type { Topology } from '@tamada/core/topology';
import { requiredSecrets } from '@tamada/core/topology';
import { workspaceLayout } from './layout.ts';
import { readPrivate } from './secrets-guard.ts';

/** The values of all secrets that the topology needs; `secret_missing` for the first that has none. */
export async function loadSecrets(workspace: string, topology: Topology): Promise<SecretValues> {
  const text = await readPrivate(workspace, workspaceLayout(workspace).secrets, 'run `tamada init`: only it makes secrets');
  const values = parseSecrets(text, 'secrets.yaml');
  const missing = requiredSecrets(topology).find(({ name }) => (values[name] ?? '') === '');
  if (missing !== undefined) throw new TamadaError({ code: 'secret_missing', name: missing.name, neededBy: missing.purpose });
  return values;
}
