import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAsked, type Asked } from './asked.ts';
import { configure, installCheck, removeCheck, runBare, type Installed } from './installed.ts';

let installed: Installed;
let asked: Asked;
let config: string;

beforeAll(async () => {
  installed = await installCheck();
  asked = await startAsked('yes');
  ({ config } = await configure(installed.root, asked.port, { timeoutMs: 500, holdMs: 1000 }));
  for (const [name, content] of Object.entries({
    empty: '',
    torn: '{"stateDirectory": "/run',
    huge: ' '.repeat(10_000),
    deep: '['.repeat(4000),
  })) {
    await writeFile(join(installed.root, name), content);
  }
  execFileSync('mkfifo', [join(installed.root, 'pipe')]);
}, 300_000);

afterAll(async () => {
  await asked.close();
  await removeCheck(installed);
});

test.each([
  { name: 'nowhere', problem: 'No such file or directory' },
  { name: '.', problem: 'Is a directory' },
  { name: 'pipe', problem: 'Invalid argument' },
  { name: 'huge', problem: 'File too large' },
  { name: 'empty', problem: 'is not JSON' },
  { name: 'torn', problem: 'is not JSON' },
  { name: 'deep', problem: 'is not JSON' },
])('a configuration that is $name: $problem', async ({ name, problem }) => {
  const path = join(installed.root, name);
  const ended = await runBare([installed.program, 'leader', '--config', path]);
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: `tamada-check: ${path}: ${problem}\n` });
});

const usage = 'usage: tamada-check leader|haproxy [--explain] [--json] [--config FILE]\n';

test.each([
  { words: [], problem: 'say what to check' },
  { words: ['leeder'], problem: 'unknown argument "leeder"' },
  { words: ['leader', '--explian'], problem: 'unknown argument "--explian"' },
  { words: ['leader', '--config'], problem: '--config needs a file' },
])('$words: $problem, and never a yes', async ({ words, problem }) => {
  const ended = await runBare([installed.program, ...words]);
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: `tamada-check: ${problem}; ${usage}` });
});

test('help and version are told, and are no yes either', async () => {
  expect(await runBare([installed.program, '--help'])).toMatchObject({ code: 1, stdout: usage, stderr: '' });
  expect(await runBare([installed.program, '--version'])).toMatchObject({
    code: 1,
    stdout: `tamada-check ${installed.version}\n`,
    stderr: '',
  });
});

test('what the caller has in the environment changes nothing', async () => {
  const environment = ['LD_PRELOAD=/nowhere.so', 'NODE_OPTIONS=--nothing', 'QUICKJS=x', 'http_proxy=http://127.0.0.1:1'];
  expect(await runBare(['/usr/bin/env', ...environment, installed.program, 'leader', '--config', config])).toMatchObject({ code: 0 });
});
