import type { ReplyOf } from '@tamada/wire';
import type { TaskResult } from '../runner/index.ts';

/** What an agent changed, in its words. */
export function changeResult({ changed, changes }: ReplyOf<'EnsureAcl'>): TaskResult {
  return { changed, note: changes.join('; ') };
}
