import { readFileSync } from 'node:fs';
import { version } from '@tamada/core/version';
import { expect, test } from 'vitest';

test('the version in the code is the one of package.json', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(version).toBe(manifest.version);
});
