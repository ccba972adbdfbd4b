import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const labSetup = join(root, 'test/e2e/global-setup.ts');

/** A wait ends on its condition. Deadlines are for what hangs: ten times what the slowest needs on a quiet machine. */
const hangs = { testTimeout: 200_000, hookTimeout: 600_000, expect: { poll: { timeout: 120_000 } } } as const;

/** In the lab: one file at a time, on hosts that take seconds to answer. */
const inTheLab = {
  fileParallelism: false,
  maxWorkers: 1,
  ...hangs,
  testTimeout: 1_800_000,
  hookTimeout: 3_600_000,
  globalSetup: existsSync(labSetup) ? [labSetup] : [],
} as const;

export default defineConfig({
  root,
  test: {
    projects: [
      // Modules have no state, so test files may share them: a third of the time.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/golden/**/*.test.ts'], isolate: false, ...hangs } },
      // Most of it is waiting for programs, so more files at once than there are processors.
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...hangs, testTimeout: 300_000, maxWorkers: 3 } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...inTheLab } },
      { test: { name: 'sanitizers', include: ['test/sanitizers/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 } },
      { test: { name: 'topologies', include: ['test/topologies/**/*.test.ts'], testTimeout: 3_600_000 } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...inTheLab, testTimeout: 3_600_000 } },
    ],
  },
});
