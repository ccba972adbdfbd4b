import { checkConfigSchema } from '@tamada/core/bundle';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../packages/check/config.ts';

const right = { address: '127.0.0.1', port: 8008, method: 'OPTIONS', path: '/primary', timeoutMs: 1000, holdMs: 0 };

/** A value that is right, or one of those around what is right. */
const near = (value: unknown, ...others: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, fc.constantFrom(...others, null, true, [], {}), fc.jsonValue());

const question = near(right).chain((whole) =>
  whole !== right
    ? fc.constant(whole)
    : fc.record({
        address: near(right.address, '0.0.0.0', '255.255.255.255', '256.1.1.1', '1.2.3', '01.2.3.4', '::1', 'localhost', ' 127.0.0.1'),
        port: near(right.port, 0, 1, 65_535, 65_536, 1.5, '80'),
        method: near(right.method, 'GET', 'HEAD', 'POST', 'get', ''),
        path: near(right.path, '/', '', 'x', '/a b', '/ä', '/a\n', '/~'),
        timeoutMs: near(right.timeoutMs, 0, 1, 60_000, 60_001, 0.5, -1),
        holdMs: near(right.holdMs, -1, 600_000, 600_001, 0.5, '0'),
      }),
);

test('what we render by our schema is what the check reads, and nothing else is', () => {
  const config = fc.record({ stateDirectory: near('/run/tamada-check', '/', '', 'run'), leader: question, haproxy: question });
  fc.assert(
    fc.property(config, (value) => {
      const parsed = parseConfig(JSON.stringify(value));
      const wanted = checkConfigSchema.safeParse(JSON.parse(JSON.stringify(value)));
      if (wanted.success) expect(parsed).toEqual(wanted.data);
      else expect(parsed).toBeTypeOf('string');
    }),
    { numRuns: 3000 },
  );
});
