import type { PreflightInput } from './input.ts';
import type { Finding } from './types.ts';

/** One judgement; `name` is what `--ignore` takes. */
export interface Check {
  readonly name: string;
  /** What is looked at, in words. */
  readonly about: string;
  /** Whether bootstrap can go on despite its failures. */
  readonly ignorable: boolean;
  readonly check: (input: PreflightInput) => readonly Judgement[];
}

/** A finding before it knows its check's name and what the operator ignores. */
export type Judgement = Pick<Finding, 'node' | 'level' | 'reason' | 'remedy'>;

export function pass(node: string | null, reason: string): Judgement {
  return { node, level: 'pass', reason, remedy: '' };
}

export function warn(node: string | null, reason: string, remedy: string): Judgement {
  return { node, level: 'warn', reason, remedy };
}

export function fail(node: string | null, reason: string, remedy: string): Judgement {
  return { node, level: 'fail', reason, remedy };
}
