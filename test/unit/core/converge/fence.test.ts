import { judgeFence } from '@tamada/core/converge';
import { expect, test } from 'vitest';

const silent = null;
const nobody = 0;

test.each([
  // fence, proven, unproven, known
  [null, 0, 0, silent, 'nowhere'],
  [null, 0, 0, nobody, 'nowhere'],
  [null, 7, 0, silent, 'nowhere'],
  [null, 7, 0, nobody, 'fence_missing'],
  [null, 0, 9, nobody, 'fence_missing'],
  [null, 0, 0, 12, 'fence_missing'],
  [12, 0, 0, 12, 'journal'],
  [12, 900, 0, 12, 'journal'],
  [12, 0, 900, 12, 'journal'],
  [13, 0, 0, 12, 'fence_wrong'],
  [11, 0, 0, 12, 'fence_old'],
  [12, 7, 0, nobody, 'memory'],
  [6, 7, 0, nobody, 'fence_old'],
  [12, 7, 0, silent, 'memory'],
  [12, 7, 13, silent, 'fence_old'],
  [6, 7, 0, silent, 'fence_old'],
] as const)('a change with %s, where %s is proven, %s is not, and Consul says %s: %s', (fence, proven, unproven, known, expected) => {
  const verdict = judgeFence({ fence, proven, unproven, known });
  expect(verdict.kind === 'admitted' ? verdict.note : verdict.detail.code).toBe(expected);
});
