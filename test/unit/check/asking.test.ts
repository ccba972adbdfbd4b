import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../packages/check/arguments.ts';
import { parseConfig } from '../../../packages/check/config.ts';

describe('arguments', () => {
  const config = '/etc/tamada/check.json';
  test.each([
    { words: ['leader'], means: { subject: 'leader', report: 'silent', config } },
    { words: ['haproxy'], means: { subject: 'haproxy', report: 'silent', config } },
    { words: ['leader', '--explain'], means: { subject: 'leader', report: 'text', config } },
    { words: ['--json', 'leader'], means: { subject: 'leader', report: 'json', config } },
    { words: ['--json', 'leader', '--explain'], means: { subject: 'leader', report: 'json', config } },
    { words: ['leader', '--explain', '--json'], means: { subject: 'leader', report: 'json', config } },
    { words: ['--config', '/a/b', 'leader'], means: { subject: 'leader', report: 'silent', config: '/a/b' } },
    { words: ['--help'], means: { about: 'help' } },
    { words: ['leader', '--version'], means: { about: 'version' } },
    { words: [], means: { problem: 'say what to check' } },
    { words: ['--explain'], means: { problem: 'say what to check' } },
    { words: ['leader', 'haproxy'], means: { problem: 'unknown argument "haproxy"' } },
    { words: ['Leader'], means: { problem: 'unknown argument "Leader"' } },
    { words: [''], means: { problem: 'unknown argument ""' } },
    { words: ['leader', '--config'], means: { problem: '--config needs a file' } },
    { words: ['leader', '--config=/a'], means: { problem: 'unknown argument "--config=/a"' } },
  ])('$words', ({ words, means }) => {
    expect(parseArguments(words)).toEqual(means);
  });
});

describe('a configuration', () => {
  const leader = { address: '127.0.0.1', port: 8008, method: 'OPTIONS', path: '/primary', timeoutMs: 1000, holdMs: 20_000 };
  const haproxy = { ...leader, port: 5557, method: 'GET', path: '/health', holdMs: 4000 };
  const whole = { stateDirectory: '/run/tamada-check', leader, haproxy };

  test('is taken with what it says, and nothing else', () => {
    expect(parseConfig(JSON.stringify({ ...whole, later: 1, leader: { ...leader, later: 1 } }))).toEqual(whole);
  });

  test.each([
    { text: '', problem: 'is not JSON' },
    { text: '{', problem: 'is not JSON' },
    { text: 'null', problem: 'is not an object' },
    { text: '[]', problem: 'is not an object' },
    { text: JSON.stringify({ ...whole, stateDirectory: 'run' }), problem: 'stateDirectory: an absolute path is needed' },
    { text: JSON.stringify({ stateDirectory: '/run', haproxy }), problem: 'leader: is missing' },
    { text: JSON.stringify({ ...whole, haproxy: null }), problem: 'haproxy: is missing' },
  ])('$text: $problem', ({ text, problem }) => {
    expect(parseConfig(text)).toBe(problem);
  });

  test.each([
    { address: 'localhost' },
    { address: '::1' },
    { address: '127.0.0' },
    { address: '127.0.0.256' },
    { address: '127.0.0.01' },
    { port: 0 },
    { port: 65_536 },
    { port: '8008' },
    { port: 80.5 },
    { method: 'POST' },
    { method: 'options' },
    { path: 'primary' },
    { path: '/a b' },
    { path: '/a\r\nX: y' },
    { path: null },
    { timeoutMs: 0 },
    { timeoutMs: 60_001 },
    { timeoutMs: null },
    { holdMs: -1 },
    { holdMs: 600_001 },
  ])('leader with %o is refused by name', (change) => {
    expect(parseConfig(JSON.stringify({ ...whole, leader: { ...leader, ...change } }))).toMatch(
      new RegExp(`^leader\\.${Object.keys(change)[0]!}: `),
    );
  });
});
