import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sanitized } from '../../scripts/build/check/recipe.ts';
import { buildVrrpProbe, vrrpProbeSource } from '../../scripts/build/check/build-check.ts';
import { repository } from '../../scripts/repository.ts';
import { runBare } from '../integration/check/installed.ts';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamada-sanitized-'));
  program = join(folder, 'tamada-vrrp-probe');
  await buildVrrpProbe(join(repository, vrrpProbeSource), program, sanitized);
});
afterAll(() => rm(folder, { recursive: true }));

/** Datagrams of the protocol from 127.0.0.3: shorter than a probe, with the wrong words, and as long as the kernel takes. */
const noise = `
import os, socket
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
s.bind(('127.0.0.3', 0))
for size in [0, 1, 7, 8, 23, 24, 25, 400, 491, 492, 493, 512, 600, 1500, 60000]:
    for head in [b'', b'tamada?\\0', b'tamada!\\0', b'\\x21']:
        s.sendto((head + os.urandom(size))[:size], ('127.0.0.2', 0))
`;

test.runIf(process.getuid?.() === 0)('asks, answers, and takes whatever comes', async () => {
  const answering = spawn(program, ['answer', '127.0.0.2'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  answering.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(answering.stdout, 'data');
  const sent = spawn('python3', ['-c', noise], { stdio: 'inherit' });
  expect((await once(sent, 'exit'))[0]).toBe(0);
  const asked = await runBare([program, 'ask', '127.0.0.1', '127.0.0.2', '3000']);
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  const ended = once(answering, 'exit');
  answering.stdin.end();
  expect((await ended)[0]).toBe(0);
  expect(stderr).toBe('');
});

test.each([
  [],
  ['ask'],
  ['answer', 'x'.repeat(100_000)],
  ['ask', '127.0.0.1', '::1', '100'],
  ['ask', '127.0.0.1', '127.0.0.9', '99999999999999999999'],
  ['ask', '127.0.0.1', '127.0.0.9', '-1'],
  ['ask', '127.0.0.1', '127.0.0.9', '100'],
])('arguments %.60j', async (...words) => {
  const { code, stderr } = await runBare([program, ...words]);
  expect(stderr).not.toMatch(/Sanitizer|runtime error/);
  expect(code).toBe(1);
});
