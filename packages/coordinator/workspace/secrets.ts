import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { SecretValues } from '@tamada/core/bundle';
import { type FileProblem, TamadaError } from '@tamada/core/errors';
import { parseSecrets, secretProblem } from '@tamada/core/secrets';
import { type RequiredSecret, requiredSecrets, type Topology } from '@tamada/core/topology';
import { workspaceLayout } from './layout.ts';

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

/** Reads a file that only its owner may read; anything wider is refused, because somebody else may have read it already. */
export async function readPrivate(workspace: string, path: string, next: string): Promise<string> {
  const file = relative(workspace, path);
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new TamadaError({ code: 'file_missing', file, next });
    throw error;
  });
  if ((found.mode & 0o077) !== 0) {
    const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
    const problem = `${file} may be read by others than its owner (mode ${mode}), and it contains secrets`;
    throw new TamadaError({
      code: 'unsafe',
      problem,
      next: `run \`chmod 600 ${path}\`, and replace the secrets that others may have seen`,
    });
  }
  return readFile(path, 'utf8');
}

/** Letters and digits that are not mistaken for each other and that a double click selects as one word; 32 of them are 185 bits. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const passwordLength = 32;
const keepalivedLength = 8;

export function makeSecret(kind: RequiredSecret['kind']): string {
  switch (kind) {
    case 'password':
      return randomWord(passwordLength);
    case 'uuid':
      return randomUUID();
    case 'gossip_key':
      return randomBytes(32).toString('base64');
    case 'keepalived_password':
      return randomWord(keepalivedLength);
  }
}

function randomWord(length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
