import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startAsked, type Asked } from './asked.ts';
import { configure, installCheck, removeCheck, runBare, type Installed } from './installed.ts';

const times = { timeoutMs: 150, holdMs: 3000 };
let installed: Installed;
let asked: Asked;
let config: string;
let state: string;

beforeAll(async () => {
  installed = await installCheck();
}, 300_000);
afterAll(() => removeCheck(installed));

beforeEach(async () => {
  asked = await startAsked('yes');
  ({ config, state } = await configure(installed.root, asked.port, times));
});
afterEach(() => asked.close());

async function check(): Promise<string> {
  const { code, stderr } = await runBare([installed.program, 'leader', '--config', config]);
  return stderr === '' ? String(code) : `${code}: ${stderr}`;
}

async function tell(): Promise<Record<string, unknown>> {
  const { stdout } = await runBare([installed.program, 'leader', '--json', '--config', config]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const file = (): string => join(state, 'leader');

test('a yes outlives a silence for the hold, and not longer', async () => {
  expect(await check()).toBe('0');
  const saidAt = performance.now();
  await asked.behave('silent');
  expect(await check()).toBe('0');
  expect(await tell()).toMatchObject({ answer: 'yes', why: 'held', got: 'no answer in time' });

  let heldUntil = performance.now();
  while ((await check()) === '0' && heldUntil - saidAt < 20_000) heldUntil = performance.now();
  const endedAt = performance.now();
  expect(endedAt - saidAt).toBeGreaterThan(times.holdMs - 1000);
  expect(heldUntil - saidAt).toBeLessThan(times.holdMs + 500);
  expect(await tell()).toMatchObject({ answer: 'no', why: 'hold ended', sinceMs: null });

  await asked.behave('yes');
  expect(await check()).toBe('0');
});

test('a no counts at once, and is held as well', async () => {
  expect(await check()).toBe('0');
  await asked.behave('no');
  expect(await check()).toBe('1');
  await asked.behave('silent');
  expect(await tell()).toMatchObject({ answer: 'no', why: 'held' });
});

test('a program that does not run is a no at once', async () => {
  expect(await check()).toBe('0');
  await asked.behave('dead');
  expect(await check()).toBe('1');
  await asked.behave('silent');
  expect(await tell()).toMatchObject({ answer: 'no', why: 'held' });
});

test('a silence renews nothing', async () => {
  expect(await check()).toBe('0');
  const before = await readFile(file(), 'utf8');
  await asked.behave('silent');
  expect(await check()).toBe('0');
  expect(await readFile(file(), 'utf8')).toBe(before);
});

test('who only looks changes nothing', async () => {
  await tell();
  await runBare([installed.program, 'leader', '--explain', '--config', config]);
  expect(await readdir(state)).toEqual([]);
});

test('the time since which it is so goes on through runs', async () => {
  await check();
  const first = JSON.parse(await readFile(file(), 'utf8')) as { sinceMs: number; atMs: number };
  await check();
  const second = JSON.parse(await readFile(file(), 'utf8')) as { sinceMs: number; atMs: number };
  expect(second.sinceMs).toBe(first.sinceMs);
  expect(second.atMs).toBeGreaterThan(first.atMs);
});

test.each([
  { what: 'torn', change: (text: string) => text.slice(0, 20) },
  { what: 'empty', change: () => '' },
  { what: 'foreign', change: () => '#!/bin/sh\n' },
  { what: 'of another boot', change: (text: string) => text.replace(/"boot":"./, '"boot":"x') },
  { what: 'of the future', change: (text: string) => text.replace(/"atMs":/, '"atMs":9') },
  { what: 'huge', change: (text: string) => text.trimEnd() + ' '.repeat(100_000) },
  { what: 'too deep', change: () => '['.repeat(4000) },
])('a state that is $what is none, and the next answer replaces it', async ({ change }) => {
  await check();
  await writeFile(file(), change(await readFile(file(), 'utf8')));
  await asked.behave('silent');
  expect(await tell()).toMatchObject({ answer: 'no', why: 'nothing known' });
  await asked.behave('yes');
  expect(await check()).toBe('0');
  await asked.behave('silent');
  expect(await tell()).toMatchObject({ answer: 'yes', why: 'held' });
});

test('many at once agree and leave one whole file', async () => {
  // This process starts them all before it answers one.
  ({ config, state } = await configure(installed.root, asked.port, { ...times, timeoutMs: 10_000 }));
  const codes = await Promise.all(Array.from({ length: 24 }, check));
  expect(new Set(codes)).toEqual(new Set(['0']));
  expect(await readdir(state)).toEqual(['leader']);
  expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({ said: 'yes' });
});

test('a folder in place of the state: the answer stands, and is not remembered', async () => {
  await mkdir(file());
  expect(await check()).toBe(`0: tamada-check: ${file()}: Is a directory; a silence will not be bridged\n`);
  await asked.behave('no');
  expect(await check()).toMatch(/^1: /);
  expect(await readdir(state)).toEqual(['leader']);
});

test.runIf(process.getuid?.() === 0)('without the right to write, the answer stands', async () => {
  const { code, stderr } = await runBare([installed.program, 'leader', '--config', config], 'nobody');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `tamada-check: ${file()}: Permission denied; a silence will not be bridged\n`,
  });
});
