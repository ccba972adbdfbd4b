import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { secretProblem } from '@tamada/core/secrets';
import type { RequiredSecret } from '@tamada/core/topology';
import { makeSecret } from '../workspace/secrets.ts';

export interface SecretChanges {
  /** New and replaced values. */
  readonly values: SecretValues;
  readonly made: readonly string[];
  /** From the operator, new. */
  readonly taken: readonly string[];
  readonly replaced: readonly string[];
  readonly kept: readonly string[];
}

/** The operator's own values, from `NAME=FILE` words; a file's last newline is no part of its value. */
export async function readOwnSecrets(words: readonly string[], stdin: NodeJS.ReadableStream): Promise<SecretValues> {
  const values = new Map<string, string>();
  let stdinUsed = false;
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw usage(`--secret ${word} names no file`, 'write --secret NAME=FILE, or NAME=- for stdin');
    const [name, file] = [word.slice(0, at), word.slice(at + 1)];
    if (values.has(name)) throw usage(`--secret ${name} is given twice`, 'give it once');
    if (file === '-' && stdinUsed) throw usage('only one secret can come from stdin', 'put the others into files');
    stdinUsed ||= file === '-';
    values.set(name, (file === '-' ? await readAll(stdin) : await readOwn(name, file)).replace(/\r?\n$/, ''));
  }
  return Object.fromEntries(values);
}

async function readOwn(name: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usage(`the file for secret ${name} cannot be read (${file}: ${reason})`, 'give a file that contains only the value');
  }
}

export interface SecretsInput {
  readonly required: readonly RequiredSecret[];
  readonly present: SecretValues;
  readonly own: SecretValues;
  /** Names whose values may change. */
  readonly replace: readonly string[];
  /** A cluster was made with the values that are there. */
  readonly bootstrapped: boolean;
}

/** Which secrets to add or replace; refuses before anything is written. */
export function planSecrets({ required, present, own, replace, bootstrapped }: SecretsInput): SecretChanges {
  for (const name of [...Object.keys(own), ...replace]) checkName(required, name);
  const withoutValue = replace.find((name) => own[name] === undefined);
  if (withoutValue !== undefined) throw usage(`--replace-secret ${withoutValue} has no value`, `add --secret ${withoutValue}=FILE`);

  const values: Record<string, string> = {};
  const lists = { made: [] as string[], taken: [] as string[], replaced: [] as string[], kept: [] as string[] };
  for (const secret of required) {
    const { name, kind } = secret;
    const [before, wanted] = [present[name] ?? '', own[name]];
    if (wanted !== undefined) checkValue(secret, wanted);
    if (before !== '' && (wanted === undefined || wanted === before)) {
      lists.kept.push(name);
      continue;
    }
    if (before !== '' && bootstrapped && !name.startsWith('user_')) refuseRotation(name);
    if (before !== '' && !replace.includes(name)) {
      const problem = `the secret ${name} already has another value`;
      throw new TamadaError({ code: 'unsafe', problem, next: `add --replace-secret ${name} to use the new value` });
    }
    values[name] = wanted ?? makeSecret(kind);
    lists[before !== '' ? 'replaced' : wanted === undefined ? 'made' : 'taken'].push(name);
  }
  return { values, ...lists };
}

function checkName(required: readonly RequiredSecret[], name: string): void {
  if (required.some((secret) => secret.name === name)) return;
  throw usage(`\`${name}\` is not a secret of this cluster`, `use one of: ${required.map((secret) => secret.name).join(', ')}`);
}

/** Bootstrap sets the passwords of the topology's users again; nothing gives the others to a cluster that has them. */
function refuseRotation(name: string): never {
  throw new TamadaError({
    code: 'unsafe',
    problem: `the cluster was created with the current value of ${name}: its files would get the new one, while PostgreSQL's roles and Consul's tokens and keys keep the old one`,
    next: 'keep the current value: only the passwords of users (user_NAME) can be changed later',
  });
}

function checkValue(secret: RequiredSecret, value: string): void {
  const problem = secretProblem(secret, value);
  if (problem !== null) throw usage(`the value for secret ${secret.name} cannot be used: ${problem}`, 'correct it; nothing was changed');
}

function usage(problem: string, next: string): TamadaError<'usage'> {
  return new TamadaError({ code: 'usage', problem, next });
}
