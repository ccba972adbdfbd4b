import { maskDetail } from '@tamada/core/converge';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import type { SecretStore } from '../journal/secret-store.ts';

/** What an error tells, without secrets: programs quote their files, and what they said goes to logs, terminals and other people. */
export async function withoutSecrets(error: unknown, secrets: SecretStore): Promise<TamadaError> {
  const detail = errorDetail(error);
  const clean = new TamadaError(maskDetail(detail, await secrets.mask()));
  // Where it was thrown helps; the message before that is the text that was just masked.
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : [];
  clean.stack = [`${clean.name}: ${clean.message}`, ...frames].join('\n');
  return clean;
}
