import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError, type FileProblem } from '@tamada/core/errors';
import { parseSecrets, secretProblem } from '@tamada/core/secrets';
import { requiredSecrets, type RequiredSecret, type Topology } from '@tamada/core/topology';
import { workspaceLayout } from './layout.ts';
import { readPrivate } from './secrets-guard.ts';

const file = 'secrets.yaml';

/** The values of all secrets that the topology needs; `file_invalid` with everything that is missing or cannot be used. */
export async function loadSecrets(workspace: string, topology: Topology): Promise<SecretValues> {
  const text = await readPrivate(workspace, workspaceLayout(workspace).secrets, 'run `tamada init`: only it makes secrets');
  const values = parseSecrets(text, file);
  const problems = requiredSecrets(topology).flatMap((secret) => problemOf(secret, values[secret.name] ?? ''));
  if (problems.length > 0) throw new TamadaError({ code: 'file_invalid', file, problems });
  return values;
}

function problemOf(secret: RequiredSecret, value: string): readonly FileProblem[] {
  const place = { line: 0, column: 0, level: 'error' } as const;
  if (value === '') {
    const problem = `the secret ${secret.name} (for ${secret.purpose}) has no value`;
    return [{ ...place, problem, hint: 'run `tamada init` again: it adds missing secrets and keeps the others' }];
  }
  const wrong = secretProblem(secret, value);
  return wrong === null ? [] : [{ ...place, problem: `the value of ${secret.name} cannot be used: ${wrong}`, hint: 'correct it' }];
}
