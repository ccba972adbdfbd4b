/** One part of `npm test`. */
export type Stage = CheckStage | TestStage;

interface StageBase {
  readonly name: string;
  readonly minutes: number;
}

/** A program that passes or fails. Checks change nothing, so they may run side by side. */
export interface CheckStage extends StageBase {
  readonly kind: 'check';
  readonly argv: readonly [string, ...string[]];
}

/** A vitest project of test/vitest.config.ts. */
export interface TestStage extends StageBase {
  readonly kind: 'tests';
  readonly project: string;
  /** Not run when something failed before it: it is long, and what it says would repeat that. */
  readonly onlyAfterSuccess?: true;
  /** Run only where it is named. */
  readonly onDemand?: true;
}

export interface StageResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  readonly tests?: TestCounts;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
