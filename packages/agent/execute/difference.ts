import type { SecretValues } from '@tamada/core/bundle';
import type { Step } from '@tamada/core/converge';
import { maskSecrets, unifiedDiff } from '@tamada/core/converge';
import { readManaged } from '../observe/files.ts';
import type { Work } from './work.ts';

/** What a step changes in a file, without secrets; empty for steps that are about no content. */
export async function difference(step: Step, { context, contents }: Work, secrets: SecretValues): Promise<string> {
  if (step.kind !== 'write_file' && step.kind !== 'remove_file') return '';
  const before = (await readManaged(context.paths.root, step.path)) ?? '';
  const after = step.kind === 'write_file' ? (contents.get(step.path) ?? '') : '';
  const diff = unifiedDiff(step.path, maskSecrets(before, secrets), maskSecrets(after, secrets));
  return diff === '' && before !== after ? 'only values of secrets differ' : diff;
}
