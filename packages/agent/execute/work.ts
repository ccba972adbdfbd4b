import type { Bundle, SecretValues } from '@tamada/core/bundle';
import type { Desired, FilledContents } from '@tamada/core/converge';
import type { AgentContext } from '../agent-context.ts';
import type { Owners } from '../observe/owners.ts';

/** One bundle on its way into the node. `secrets` and `contents`, which hold them: never log, never send. */
export interface Work {
  readonly context: AgentContext;
  readonly bundle: Bundle;
  readonly secrets: SecretValues;
  readonly contents: FilledContents;
  readonly desired: Desired;
  /** Users may appear while the work goes on. */
  readonly owners: () => Promise<Owners>;
}
