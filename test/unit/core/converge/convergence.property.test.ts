import type { Desired } from '@tamada/core/converge';
import type { Program } from '@tamada/core/facts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { World } from './world.ts';
import { consulUnit, converge, desiredOf, emptyWorld, patroniUnit, reloadFile, restartFile, started, tampered, unread } from './world.ts';

const all: readonly Program[] = ['consul', 'patroni'];
const content = fc.constantFrom('a', 'b', 'c');
const bundles: fc.Arbitrary<Desired> = fc
  .record({ main: content, certificate: fc.option(content), member: content, reloaded: content })
  .map(({ main, certificate, member, reloaded }) =>
    desiredOf({
      files: [
        restartFile('/consul', main),
        ...(certificate === null ? [] : [reloadFile('/certificate', certificate)]),
        restartFile('/patroni', member, 'patroni.service'),
        reloadFile('/reloaded', reloaded, 'patroni.service'),
      ],
      units: [consulUnit, patroniUnit],
    }),
  );
const starts: fc.Arbitrary<readonly Program[]> = fc.subarray([...all]);

/** What happens to a node, one after the other: an apply that may be cut short anywhere, a program that starts by itself, a hand that edits. */
const events = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('apply' as const), bundle: bundles, start: starts, crashAfter: fc.nat(12) }),
    fc.record({
      kind: fc.constant('tampered' as const),
      path: fc.constantFrom('/consul', '/certificate', '/patroni', '/reloaded'),
      digest: fc.constant('edited'),
    }),
    fc.record({ kind: fc.constant('restarted' as const), unit: fc.constantFrom('consul.service', 'patroni.service') }),
  ),
  { maxLength: 6 },
);

type Event = typeof events extends fc.Arbitrary<(infer E)[]> ? E : never;

function happen(world: World, event: Event): World {
  if (event.kind === 'apply') return converge(world, event.bundle, event.start, event.crashAfter).world;
  if (event.kind === 'tampered') return tampered(world, event.path, event.digest);
  return world.units.get(event.unit)?.active === 'active' ? started(world, event.unit) : world;
}

test('whatever happened before: an apply settles, every process then runs with the files in place, and a second apply does nothing', () => {
  fc.assert(
    fc.property(events, bundles, (history, bundle) => {
      const { world, refused } = converge(history.reduce(happen, emptyWorld), bundle, all);
      expect(refused).toBe(false);
      for (const { name } of bundle.units) {
        expect([...unread(world, name, bundle, 'restart'), ...unread(world, name, bundle, 'reload')]).toEqual([]);
      }
      expect(converge(world, bundle, all).steps).toEqual([]);
      expect(converge(world, bundle, []).steps).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('where no apply was cut short and nobody edited, nothing is restarted that has read everything', () => {
  fc.assert(
    fc.property(events, bundles, (history, bundle) => {
      const whole = history
        .filter(({ kind }) => kind !== 'tampered')
        .map((event) => (event.kind === 'apply' ? { ...event, crashAfter: Infinity } : event));
      expect(converge(whole.reduce(happen, emptyWorld), bundle, all).needless).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
