import type { Step, StepKind } from '@tamada/core/converge';
import type { Work } from './work.ts';

/** One word of the plan, done. Resolves with a note for the operator, mostly empty. */
export type Execute<K extends StepKind> = (step: Extract<Step, { kind: K }>, work: Work) => Promise<string>;
