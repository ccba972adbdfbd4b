import type { ConditionState } from '../condition.ts';

/** Met when nothing is missing; the line names what is. */
export function unless(missing: readonly string[], met: string): ConditionState {
  return missing.length === 0 ? { met: true, line: met } : { met: false, line: missing.join('; ') };
}
