import { expect, test } from 'vitest';
import { ensureNode, differingPackages } from '../../../scripts/prepare.mjs';

const zod = { version: '4.6.7', integrity: 'sha512-a' };

test.each([
  { what: 'the same', wanted: zod, installed: zod, differs: false },
  { what: 'missing', wanted: zod, installed: undefined, differs: true },
  { what: 'another version', wanted: zod, installed: { ...zod, version: '4.6.6' }, differs: true },
  { what: 'other content', wanted: zod, installed: { ...zod, integrity: 'sha512-b' }, differs: true },
  { what: 'for another platform', wanted: { ...zod, optional: true }, installed: undefined, differs: false },
])('an installed package that is $what', ({ wanted, installed, differs }) => {
  const lock = { packages: { '': {}, 'packages/core': { version: '0.1.0' }, 'node_modules/zod': wanted } };
  expect(differingPackages(lock, { packages: installed ? { 'node_modules/zod': installed } : {} })).toEqual(
    differs ? ['node_modules/zod'] : [],
  );
});

test.each(['20.19.0', '20.20.2', '22.1.0', '24.21.0'])('Node %s is taken', (version) => {
  expect(() => {
    ensureNode(version);
  }).not.toThrow();
});

test.each(['18.20.0', '20.18.3'])('Node %s is refused, with what to do', (version) => {
  expect(() => {
    ensureNode(version);
  }).toThrow(/install Node 20\.19/);
});
