import type { Timing } from '@tamada/core/timing';
import { timingBounds, timingOf, timingProblems, trafficWindows } from '@tamada/core/timing';
import { expect, test } from 'vitest';

test('the default profile keeps every bound', () => {
  expect(timingProblems(timingOf('default'))).toEqual([]);
});

const { haproxy, keepalived, check } = timingOf('default');

const broken: readonly (readonly [string, Partial<Timing>])[] = [
  ['patroni-minima', { ttl: 19 }],
  ['patroni-minima', { retryTimeout: 2 }],
  ['patroni-loop', { ttl: 29 }],
  ['patroni-loop', { retryTimeout: 11 }],
  ['consul-session', { ttl: 18 }],
  ['consul-election', { raftMultiplier: 5 }],
  ['consul-election', { retryTimeout: 6 }],
  ['replication-timeout', { replicationTimeout: 21 }],
  ['watchdog-margin', { watchdogSafetyMargin: 20 }],
  ['consul-reconnect', { reconnectTimeoutHours: 7 }],
  ['haproxy-silence', { haproxy: { ...haproxy, rw: { ...haproxy.rw, fall: 19 } } }],
  ['haproxy-silence', { haproxy: { ...haproxy, checkTimeoutMs: 900 } }],
  ['haproxy-silence', { ttl: 25, retryTimeout: 7 }],
  ['haproxy-load', { haproxy: { ...haproxy, rw: { ...haproxy.rw, fall: 3 } } }],
  ['vip-before-writes', { haproxy: { ...haproxy, neighbourRise: 1 } }],
  ['vip-before-writes', { keepalived: { ...keepalived, advertInterval: 2 } }],
  ['fallback-fresh', { haproxy: { ...haproxy, ro: { ...haproxy.ro, fastIntervalMs: 100 } } }],
  ['fallback-fresh', { haproxy: { ...haproxy, fallback: { ...haproxy.fallback, intervalMs: 1000 } } }],
  ['silence-alike', { check: { ...check, leader: { ...check.leader, holdMs: 15_000 } } }],
  ['leader-hold', { check: { ...check, leader: { ...check.leader, holdMs: 20_001 } } }],
  ['check-deadline', { keepalived: { ...keepalived, checkTimeout: 1 } }],
  ['check-interval', { check: { ...check, leader: { ...check.leader, timeoutMs: 1000 } } }],
];

test.each(broken)('%s is broken by %o', (name, change) => {
  expect(timingProblems({ ...timingOf('default'), ...change }).map((problem) => problem.split(':')[0])).toContain(name);
});

test('every bound has a set of timings that breaks it', () => {
  expect(timingBounds.map(({ name }) => name).filter((name) => !broken.some(([known]) => known === name))).toEqual([]);
});

test('the longest times that a client may see something other than it should', () => {
  expect(trafficWindows(timingOf('default'))).toEqual({
    rwSaid: 1800,
    rwSilent: 18_800,
    silenceRidden: 13_000,
    roSaid: 1800,
    vipToLeader: 4450,
    vipOffStopped: 2650,
    vipOffFrozen: 7650,
    vipOffDead: 2650,
  });
});
