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
  /** Only files whose path has this in it. */
  readonly file?: string;
  readonly environment?: Readonly<Record<string, string>>;
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

const { execPath: node } = process;
const tsx = [node, '--import', 'tsx'] as const;

/** What `npm test` does, in this order. The minutes are for what hangs: a busy machine needs ten times what a quiet one does. */
export const stages: readonly Stage[] = [
  { name: 'generated', kind: 'check', minutes: 30, argv: [...tsx, 'scripts/generate/main.ts', '--check'] },
  { name: 'types', kind: 'check', minutes: 30, argv: [...tsx, 'scripts/lint/types.ts'] },
  {
    name: 'lint',
    kind: 'check',
    minutes: 30,
    argv: [node, 'node_modules/eslint/bin/eslint.js', '--config', 'scripts/lint/eslint.config.js', '--max-warnings', '0'],
  },
  { name: 'format', kind: 'check', minutes: 30, argv: [...tsx, 'scripts/lint/format.ts', '--check'] },
  { name: 'boundaries', kind: 'check', minutes: 30, argv: [...tsx, 'scripts/lint/boundaries.ts'] },
  { name: 'dead-code', kind: 'check', minutes: 30, argv: [node, 'node_modules/knip/bin/knip.js', '--config', 'scripts/lint/knip.json'] },
  { name: 'unit', kind: 'tests', minutes: 30, project: 'unit' },
  { name: 'build', kind: 'check', minutes: 30, argv: [...tsx, 'scripts/build/main.ts'] },
  { name: 'integration', kind: 'tests', minutes: 45, project: 'integration' },
  { name: 'e2e', kind: 'tests', minutes: 60, project: 'e2e', onlyAfterSuccess: true },
  { name: 'sanitizers', kind: 'tests', minutes: 20, project: 'sanitizers', onDemand: true },
  { name: 'topologies', kind: 'tests', minutes: 60, project: 'topologies', onDemand: true },
  { name: 'faults', kind: 'tests', minutes: 240, project: 'faults', onDemand: true },
  {
    name: 'pg_probackup',
    kind: 'tests',
    minutes: 60,
    project: 'e2e',
    file: 'test/e2e/backup.test.ts',
    environment: { TAMADA_BACKUP_TOOL: 'pg_probackup' },
    onDemand: true,
  },
  {
    name: 'pg_probackup_faults',
    kind: 'tests',
    minutes: 240,
    project: 'faults',
    file: 'test/faults/backup-',
    environment: { TAMADA_BACKUP_TOOL: 'pg_probackup' },
    onDemand: true,
  },
];
