import { parseTopology } from '@tamada/core/topology';
import { describe, expect, test } from 'vitest';
import { goodText } from './topology-text.ts';

const many = (text: (index: number) => string, count: number): string =>
  Array.from({ length: count }, (_value, index) => text(index)).join('');

describe('a file with very many mistakes is read in a time that grows with its length:', () => {
  test.each<[string, (count: number) => string, number]>([
    ['unknown keys', (count) => many((index) => `key${String(index)}: 1\n`, count), 20_000],
    ['keys that are there twice', (count) => many(() => 'again: 1\n', count), 5000],
    ['long unknown keys', (count) => many((index) => `${'x'.repeat(900)}${String(index)}: 1\n`, count), 1000],
    ['aliases that lead nowhere', (count) => many((index) => `alias${String(index)}: *a${String(index)}\n`, count), 900],
    [
      'anchors and aliases',
      (count) => many((index) => `one${String(index)}: &a${String(index)} 1\nother${String(index)}: *a${String(index)}\n`, count),
      900,
    ],
  ])('%s', (_what, lines, count) => {
    const started = process.cpuUsage();
    const { topology, problems } = parseTopology(`${goodText}${lines(count)}`, 'cluster.yaml');
    expect(topology).toBeNull();
    expect(problems.length).toBeGreaterThanOrEqual(count - 1);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(6000);
  });

  test.each([
    ['brackets in brackets', `x: ${'['.repeat(30_000)}`],
    ['brackets in brackets, closed', `x: ${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['lists in lists', `${'- '.repeat(30_000)}x`],
    ['maps in maps', many((index) => `${' '.repeat(index)}a:\n`, 2000)],
    ['aliases without end', many((index) => `- *a${String(index)}\n`, 2000)],
  ])('%s are refused', (_what, text) => {
    const { problems } = parseTopology(text, 'cluster.yaml');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.problem).toMatch(/^the file cannot be read: it (nests|has) more than|deeper than/);
  });
});
