import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCheck } from '../../scripts/build/check/build-check.ts';
import { sanitized } from '../../scripts/build/check/recipe.ts';
import { defaultPaths } from '../../scripts/build/layout.ts';
import { startAsked, type Asked, type Behaviour } from '../integration/check/asked.ts';
import { configure, runBare } from '../integration/check/installed.ts';

let root: string;
let program: string;
let asked: Asked;
let config: string;
let state: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tamada-sanitized-'));
  program = join(root, 'tamada-check');
  const { source, cache } = defaultPaths(process.env);
  await buildCheck({ source: join(source, 'packages/check'), version: 'sanitized', cache }, program, sanitized);
  asked = await startAsked('dead');
  ({ config, state } = await configure(root, asked.port, { timeoutMs: 600, holdMs: 5000 }));
});
afterAll(async () => {
  await asked.close();
  await rm(root, { recursive: true });
});

/** Ends with 0 or 1, and neither sanitizer has a word to say. */
async function run(...words: readonly string[]): Promise<void> {
  const { code, stderr } = await runBare([program, ...words]);
  expect(stderr, words.join(' ')).not.toMatch(/Sanitizer|runtime error|tamada-check: broke/);
  expect([0, 1, 2], `${words.join(' ')}: ${stderr}`).toContain(code);
}

const behaviours: readonly Behaviour[] = [
  'yes',
  'no',
  'broken',
  'silent',
  'drips',
  'closes',
  'resets',
  'talks junk',
  'talks junk without an end',
  'closes in its first line',
  'answers yes at length',
  'answers yes in a long line',
  'dead',
];

test.each(behaviours)('what is asked is %s', async (behaviour) => {
  await asked.behave(behaviour);
  for (const subject of ['leader', 'haproxy']) {
    for (const more of [[], ['--explain'], ['--json']]) await run(subject, '--config', config, ...more);
  }
});

const good = { address: '127.0.0.1', port: 1, method: 'GET', path: '/x', timeoutMs: 100, holdMs: 100 };
test.each<[string, string | Buffer]>([
  ['nothing', ''],
  ['junk', Buffer.from([0, 255, 128, 10])],
  ['large', 'x'.repeat(3_000_000)],
  ['deep', '['.repeat(100_000)],
  ['a long path', JSON.stringify({ stateDirectory: '/x', leader: { ...good, path: `/${'y'.repeat(100_000)}` }, haproxy: good })],
  ['no address', JSON.stringify({ stateDirectory: '/x', leader: { ...good, address: '1'.repeat(5000) }, haproxy: good })],
  ['a number out of range', JSON.stringify({ stateDirectory: '/x', leader: { ...good, port: 1e308, timeoutMs: -1 }, haproxy: good })],
])('its configuration is %s', async (_what, text) => {
  const file = join(root, 'other.json');
  await writeFile(file, text);
  await run('leader', '--config', file);
});

test.each(['', 'junk', '\0'.repeat(5000), 'x'.repeat(1_000_000), '{"answer": true}'])('its memory holds %.20j', async (text) => {
  await asked.behave('silent');
  for (const subject of ['leader', 'haproxy']) {
    await writeFile(join(state, subject), text);
    await run(subject, '--config', config);
  }
});

test('its arguments are odd', async () => {
  for (const words of [
    [],
    ['--help'],
    ['--version'],
    ['x'.repeat(100_000)],
    ['leader', '--config'],
    ['leader', '--config', '/'],
    ['leader', '--odd'],
  ])
    await run(...words);
});
