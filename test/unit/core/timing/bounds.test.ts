import type { Timing } from '@tamada/core/timing';
import { timingBounds, timingOf, timingProblems } from '@tamada/core/timing';
import { expect, test } from 'vitest';

test('the default profile keeps every bound', () => {
  expect(timingProblems(timingOf('default'))).toEqual([]);
});

const broken: readonly (readonly [string, Partial<Timing>])[] = [
  ['patroni-minima', { ttl: 19 }],
  ['patroni-minima', { retryTimeout: 2 }],
  ['patroni-loop', { ttl: 29 }],
  ['patroni-loop', { retryTimeout: 11 }],
  ['consul-session', { ttl: 18 }],
  ['consul-election', { raftMultiplier: 5 }],
  ['consul-election', { retryTimeout: 6 }],
  ['watchdog-margin', { watchdogSafetyMargin: 20 }],
  ['consul-reconnect', { reconnectTimeoutHours: 7 }],
];

test.each(broken)('%s is broken by %o', (name, change) => {
  expect(timingProblems({ ...timingOf('default'), ...change }).map((problem) => problem.split(':')[0])).toContain(name);
});

test('every bound has a set of timings that breaks it', () => {
  expect(timingBounds.map(({ name }) => name).filter((name) => !broken.some(([known]) => known === name))).toEqual([]);
});
