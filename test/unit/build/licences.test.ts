import { expect, test } from 'vitest';
import { packageFolder } from '../../../scripts/build/licences.ts';

test.each([
  { file: 'packages/core/errors/index.ts', folder: undefined },
  { file: 'node_modules/zod/v4/index.js', folder: 'node_modules/zod' },
  { file: 'node_modules/@grpc/grpc-js/build/src/index.js', folder: 'node_modules/@grpc/grpc-js' },
  { file: 'node_modules/a/node_modules/@b/c/d.js', folder: 'node_modules/a/node_modules/@b/c' },
  { file: 'packages/agent/node_modules/a/b.js', folder: 'packages/agent/node_modules/a' },
])('$file belongs to $folder', ({ file, folder }) => {
  expect(packageFolder(file)).toBe(folder);
});
