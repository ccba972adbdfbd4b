import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { identify, isRunning } from '../../../scripts/lab/process/identity.ts';
import { acquireLock, thisProcess } from '../../../scripts/lab/process/lock.ts';
import { exitCode, tryProgram, callProgram } from '../../../scripts/program.ts';
import { waitFor } from '../../../scripts/lab/process/wait.ts';

const folder = mkdtempSync(join(tmpdir(), 'tamada-lab-process-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a program', () => {
  test('gives its code and streams, and takes input', async () => {
    const argv = ['sh', '-c', 'cat; echo aside >&2; exit 3'] as const;
    expect(await tryProgram(argv, { input: 'in' })).toEqual({ code: 3, stdout: 'in', stderr: 'aside\n' });
  });

  test('that does not read its input is no error', async () => {
    expect((await tryProgram(['true'], { input: 'x'.repeat(1_000_000) })).code).toBe(0);
  });

  test('that fails says its last words', async () => {
    await expect(callProgram(['sh', '-c', 'echo no such thing >&2; exit 1'])).rejects.toMatchObject({
      code: 'program-failed',
      message: expect.stringContaining('no such thing') as string,
    });
  });

  test('is ended at its deadline, with the programs that it started', async () => {
    const begun = performance.now();
    await expect(tryProgram(['sh', '-c', 'sleep 60 & sleep 60'], { timeoutMs: 100 })).rejects.toMatchObject({ code: 'deadline' });
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('is ended when the caller gives up', async () => {
    const abort = new AbortController();
    const ended = tryProgram(['sleep', '60'], { signal: abort.signal });
    abort.abort();
    await expect(ended).rejects.toMatchObject({ code: 'interrupted' });
    await expect(tryProgram(['true'], { signal: abort.signal })).rejects.toMatchObject({ code: 'interrupted' });
  });
});

test('a process is known by number and start time', async () => {
  const child = spawn('sleep', ['60']);
  const identity = identify(child.pid ?? 0);
  if (!identity) throw new Error('sleep did not start');
  expect(isRunning(identity)).toBe(true);
  expect(isRunning({ ...identity, startTime: '1' })).toBe(false);
  child.kill('SIGKILL');
  await waitFor('sleep has ended', () => !isRunning(identity), { timeoutMs: 5_000 });
});

describe('the lock', () => {
  const holder = thisProcess('lab up', '/x');

  test('is given once, says who has it, and is given again', async () => {
    const request = { file: join(folder, 'once'), holder, wait: false };
    const first = await acquireLock(request);
    await expect(acquireLock(request)).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(`lab up (process ${process.pid}`) as string,
    });
    await first.release();
    await (await acquireLock(request)).release();
  });

  test('waits where that is asked', async () => {
    const request = { file: join(folder, 'waits'), holder, wait: true };
    const first = await acquireLock(request);
    const second = acquireLock(request);
    await first.release();
    await (await second).release();
  });

  test('ends with its holder, however that ends', async () => {
    const file = join(folder, 'dies');
    const module = new URL('../../../scripts/lab/process/lock.ts', import.meta.url).href;
    const program = `const { acquireLock, thisProcess } = await import(${JSON.stringify(module)});
      await acquireLock({ file: ${JSON.stringify(file)}, holder: thisProcess('another', '/x'), wait: false });
      console.log('held'); setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((done) => child.stdout.once('data', done));
    await expect(acquireLock({ file, holder, wait: false })).rejects.toMatchObject({ code: 'busy' });
    const ended = exitCode(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await (await acquireLock({ file, holder, wait: false })).release();
  });
});
