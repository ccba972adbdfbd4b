import { parseTopology } from '@tamada/core/topology';
import { expect, it } from 'vitest';
import { greatestText } from '../../../builders/greatest.ts';

/** Milliseconds of processor time, which other work on the machine does not stretch; the better of three. */
function milliseconds(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

it.each([1, 500])('the greatest topology with %i users is judged in less than a second', (users) => {
  const text = greatestText(users);
  const parse = () => parseTopology(text, 'f');
  expect(parse().problems.filter(({ level }) => level === 'error')).toEqual([]);
  expect(milliseconds(parse)).toBeLessThan(1000);
}, 120_000);

it('also where every parameter, network and line of pg_hba in it is wrong', () => {
  const text = greatestText(1)
    .replaceAll(/ext\.p/g, 'exp')
    .replaceAll('/28', '/27')
    .replaceAll('scram-sha-256', 'scram');
  expect(parseTopology(text, 'f').problems.length).toBeGreaterThan(6000);
  expect(milliseconds(() => parseTopology(text, 'f'))).toBeLessThan(3000);
}, 120_000);
