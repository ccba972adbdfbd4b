import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJudge, mutatedTopologies } from '../builders/mutations.ts';
import { goodText } from '../unit/core/topology/topology-text.ts';

test('25,000 topologies that are almost right are refused with words or rendered whole', () => {
  const judge = makeJudge();
  const answers = { refused: 0, rendered: 0 };
  fc.assert(
    fc.property(mutatedTopologies(goodText), (text) => {
      answers[judge(text)] += 1;
    }),
    { numRuns: 25_000 },
  );
  // Neither all of them nor none: the mutations are neither harmless nor hopeless.
  expect(answers.refused).toBeGreaterThan(2500);
  expect(answers.rendered).toBeGreaterThan(250);
});
