import { readFileSync } from 'node:fs';
import { version } from '@tamada/core/version';
import { expect, it } from 'vitest';

it('is the version of every package', () => {
  const versions = ['', ...['core', 'wire', 'runtime', 'agent', 'coordinator'].map((name) => `packages/${name}/`)].map((folder) => {
    const text = readFileSync(new URL(`../../../${folder}package.json`, import.meta.url), 'utf8');
    return (JSON.parse(text) as { readonly version: string }).version;
  });
  expect(new Set(versions)).toEqual(new Set([version]));
});
