import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJudge, mutatedTopologies } from '../../../builders/mutations.ts';
import { goodText } from './topology-text.ts';

// `npm run test:topologies` does the same 25,000 times.
test('a topology that is almost right is refused with words or rendered whole', () => {
  const judge = makeJudge();
  fc.assert(
    fc.property(mutatedTopologies(goodText), (text) => {
      expect(['refused', 'rendered']).toContain(judge(text));
    }),
    { numRuns: 150 },
  );
});
