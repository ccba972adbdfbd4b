import type { SecretChanges } from './init-secrets.ts';

/** What `init` did. Paths are relative to the workspace. */
export interface InitResult {
  readonly workspace: string;
  readonly cluster: string;
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly secrets: Omit<SecretChanges, 'values'>;
}
