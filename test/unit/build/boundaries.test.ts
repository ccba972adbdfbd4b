import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cruiseTree, type Violation } from '../../../scripts/lint/cruise.ts';
import { repository } from '../../../scripts/repository.ts';

const roots: string[] = [];
afterAll(async () => {
  await Promise.all(roots.map((root) => rm(root, { recursive: true, force: true })));
});

/** A source tree whose files import what is named, beside files of the same names. */
async function cruiseOf(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  const root = await mkdtemp(join(tmpdir(), 'tamada-boundaries-'));
  roots.push(root);
  for (const [path, content] of Object.entries({ 'packages/core/empty.ts': '', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await cp(join(repository, 'tsconfig.json'), join(root, 'tsconfig.json'));
  await mkdir(join(root, 'node_modules/@tsconfig'), { recursive: true });
  await cp(join(repository, 'node_modules/@tsconfig/strictest'), join(root, 'node_modules/@tsconfig/strictest'), { recursive: true });
  const { modules, violations } = await cruiseTree(root, ['packages']);
  expect(modules).toBeGreaterThan(0);
  return violations;
}

const library = 'export const it = 1;\n';

test.each([
  { rule: 'core-imports', from: 'packages/core/a.ts', to: 'node:fs/promises' },
  { rule: 'core-imports', from: 'packages/core/a.ts', to: 'node:os' },
  { rule: 'core-imports', from: 'packages/core/a.ts', to: '../wire/b.ts' },
  { rule: 'core-order-topology', from: 'packages/core/topology/a.ts', to: '../bundle/b.ts' },
  { rule: 'core-order-platform', from: 'packages/core/platform/files/a.ts', to: '../../topology/b.ts' },
  { rule: 'core-folder-has-a-place', from: 'packages/agent/a.ts', to: '../core/new/b.ts' },
  { rule: 'wire-imports', from: 'packages/wire/a.ts', to: '../runtime/b.ts' },
  { rule: 'runtime-imports', from: 'packages/runtime/a.ts', to: '../wire/b.ts' },
  { rule: 'agent-imports', from: 'packages/agent/a.ts', to: '../coordinator/b.ts' },
  { rule: 'agent-imports', from: 'packages/agent/a.ts', to: 'commander' },
  { rule: 'coordinator-imports', from: 'packages/coordinator/a.ts', to: '../agent/b.ts' },
  { rule: 'coordinator-imports', from: 'packages/coordinator/a.ts', to: 'consul' },
  { rule: 'check-imports', from: 'packages/check/a.ts', to: 'node:os' },
  { rule: 'check-imports', from: 'packages/check/a.ts', to: '../core/b.ts' },
  { rule: 'check-imports', from: 'packages/check/a.ts', to: 'zod' },
  { rule: 'check-stands-alone', from: 'packages/core/a.ts', to: '../check/b.ts' },
  { rule: 'check-stands-alone', from: 'packages/agent/a.ts', to: '../check/b.ts' },
  { rule: 'no-program-from-outside', from: 'packages/agent/a.ts', to: '../../test/b.ts' },
  { rule: 'no-unresolved', from: 'packages/core/a.ts', to: './nowhere.ts' },
  { rule: 'one-file-logs', from: 'packages/runtime/a.ts', to: 'winston' },
  { rule: 'one-folder-talks-to-consul', from: 'packages/agent/a.ts', to: 'consul' },
])('$rule refuses $from → $to', async ({ rule, from, to }) => {
  const target =
    to === './nowhere.ts' || to.startsWith('node:') ? [] : [to.startsWith('.') ? join(dirname(from), to) : `node_modules/${to}/index.js`];
  const violations = await cruiseOf({
    [from]: `import { it } from '${to}';\nexport const a = it;\n`,
    ...Object.fromEntries(target.map((path) => [path, library])),
  });
  expect(violations.map((violation) => violation.rule)).toContain(rule);
});

test('a type is an import too', async () => {
  const violations = await cruiseOf({
    'packages/core/a.ts': `import type { it } from '../agent/b.ts';\nexport type A = typeof it;\n`,
    'packages/agent/b.ts': library,
  });
  expect(violations).toEqual([{ rule: 'core-imports', from: 'packages/core/a.ts', to: 'packages/agent/b.ts' }]);
});

test('a cycle is refused', async () => {
  const violations = await cruiseOf({
    'packages/core/a.ts': `import { b } from './b.ts';\nexport const a = (): unknown => b;\n`,
    'packages/core/b.ts': `import { a } from './a.ts';\nexport const b = (): unknown => a;\n`,
  });
  expect(violations.map(({ rule }) => rule)).toEqual(['no-cycle']);
});

test('what the design allows passes', async () => {
  const violations = await cruiseOf({
    'packages/core/a.ts': `import { it } from 'zod';\nimport { createHash } from 'node:crypto';\nimport { join } from 'node:path/posix';\nexport const a = [it, createHash, join];\n`,
    'packages/wire/a.ts': `import { a } from '../core/a.ts';\nimport { connect } from 'node:tls';\nexport const b = [a, connect];\n`,
    'packages/agent/consul/a.ts': `import { it } from 'consul';\nimport { b } from '../../wire/a.ts';\nexport const c = [it, b];\n`,
    'packages/runtime/logger/winston.ts': `import { it } from 'winston';\nexport const d = it;\n`,
    ...Object.fromEntries(['zod', 'consul', 'winston'].map((name) => [`node_modules/${name}/index.js`, library])),
  });
  expect(violations).toEqual([]);
});
