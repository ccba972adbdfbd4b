import type { Timing } from '@tamada/core/timing';
import { askedOfPatroni, patroniBudget, timingBounds, timingOf, timingProblems, trafficWindows } from '@tamada/core/timing';
import { expect, test } from 'vitest';

const four = timingOf('default', 4);
const { haproxy, keepalived, check } = four;

/** Database nodes of the greatest topology that `validate` lets pass. */
const most = 17;
const sizes = Array.from({ length: most }, (_, index) => index + 1);

test.each(sizes)('the default profile keeps every bound with %i database nodes', (databases) => {
  expect(timingProblems(timingOf('default', databases))).toEqual([]);
});

test('with more, none does', () => {
  expect(timingProblems(timingOf('default', most + 1))).not.toEqual([]);
});

test.each(sizes)('%i HAProxies ask each Patroni no more often than the budget, and each once at a time', (databases) => {
  const { requestsPerSecond, atOnce } = askedOfPatroni(timingOf('default', databases));
  expect(requestsPerSecond).toBeLessThanOrEqual(patroniBudget);
  expect(atOnce).toBe(databases + 1);
});

test('more hosts cost reads seconds, never writes', () => {
  const small = trafficWindows(four);
  expect(trafficWindows(timingOf('default', most))).toEqual({ ...small, roSaid: 16_800 });
});

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
  ['haproxy-silence', { haproxy: { ...haproxy, rw: { ...haproxy.rw, fall: 3 } } }],
  ['haproxy-silence', { haproxy: { ...haproxy, rw: { ...haproxy.rw, timeoutMs: 9100 } } }],
  ['haproxy-silence', { ttl: 24, retryTimeout: 7 }],
  ['haproxy-load', { haproxy: { ...haproxy, rw: { ...haproxy.rw, fall: 1 } } }],
  ['demoted-standby', { haproxy: { ...haproxy, rw: { ...haproxy.rw, intervalMs: 1000 } } }],
  ['patroni-budget', { haproxy: { ...haproxy, rw: { ...haproxy.rw, intervalMs: 200 } } }],
  ['patroni-budget', { haproxy: { ...haproxy, fallback: { ...haproxy.fallback, intervalMs: 100 } } }],
  ['patroni-budget', { own: { agent: 20, check: 2 } }],
  ['patroni-budget', { databases: 12 }],
  ['look-patience', { haproxy: { ...haproxy, look: { ...haproxy.look, connectTimeoutMs: 6100 } } }],
  ['look-patience', { haproxy: { ...haproxy, look: { ...haproxy.look, lostTimeoutMs: 6100 } } }],
  ['look-patience', { haproxy: { ...haproxy, look: { ...haproxy.look, lostTimeoutMs: 10_100 } } }],
  ['reads-said', { haproxy: { ...haproxy, ro: { ...haproxy.ro, fall: 11 } } }],
  ['vip-before-writes', { haproxy: { ...haproxy, neighbourRise: 1 } }],
  ['vip-before-writes', { keepalived: { ...keepalived, advertInterval: 2 } }],
  ['fallback-fresh', { haproxy: { ...haproxy, ro: { ...haproxy.ro, intervalMs: 1000 } } }],
  ['fallback-fresh', { haproxy: { ...haproxy, fallback: { ...haproxy.fallback, fall: 2 } } }],
  ['silence-alike', { check: { ...check, leader: { ...check.leader, holdMs: 15_000 } } }],
  ['leader-hold', { check: { ...check, leader: { ...check.leader, holdMs: 20_001 } } }],
  ['check-deadline', { keepalived: { ...keepalived, checkTimeout: 1 } }],
  ['check-interval', { check: { ...check, leader: { ...check.leader, timeoutMs: 1000 } } }],
];

test.each(broken)('%s is broken by %o', (name, change) => {
  expect(timingProblems({ ...four, ...change }).map((problem) => problem.split(':')[0])).toContain(name);
});

test('every bound has a set of timings that breaks it', () => {
  expect(timingBounds.map(({ name }) => name).filter((name) => !broken.some(([known]) => known === name))).toEqual([]);
});

test('the longest times that a client may see something other than it should', () => {
  expect(trafficWindows(four)).toEqual({
    rwSaid: 1900,
    rwSilent: 14_300,
    silenceRidden: 13_000,
    roSaid: 4000,
    vipToLeader: 4450,
    vipOffStopped: 2650,
    vipOffFrozen: 7650,
    vipOffDead: 2650,
  });
});
