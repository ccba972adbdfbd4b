import type { Bundle } from '@tamada/core/bundle';
import type { PlannedPath, Step } from '@tamada/core/converge';
import { maskKeys, readBack, unifiedDiff } from '@tamada/core/converge';

/** What a step changes in a file, secrets by the names of their slots; empty for steps that are about no content. */
export function difference(step: Step, bundle: Bundle, seen: PlannedPath | undefined): string {
  if (step.kind !== 'write_file' && step.kind !== 'remove_file') return '';
  const before = seen === undefined || seen.live === null ? '' : readBack(seen.live, seen);
  const after = step.kind === 'write_file' ? (bundle.files.find(({ path }) => path === step.path)?.content ?? '') : '';
  const diff = unifiedDiff(step.path, before, maskKeys(after));
  return diff === '' && seen !== undefined && seen.live !== null ? 'only values of secrets differ' : diff;
}
