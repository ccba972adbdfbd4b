import { hostname, userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { holderName } from '../../../packages/coordinator/tasks/take-lease.ts';

test('who takes the lease is a name, or a number where the user has none', () => {
  expect(holderName()).toBe(`${userInfo().username}@${hostname()}`);
  const nameless = 54_321;
  process.seteuid!(nameless);
  try {
    expect(holderName()).toBe(`uid ${nameless} on ${hostname()}`);
  } finally {
    process.seteuid!(0);
  }
});
