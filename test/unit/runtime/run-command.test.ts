import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { runCommand, type CommandResult } from '@tamada/runtime';
import { describe, expect, it } from 'vitest';

const options = { timeoutMs: 5000 };

describe('runCommand', () => {
  it.each<[string, Parameters<typeof runCommand>, Partial<CommandResult>]>([
    [
      'both outputs and the exit code',
      [['sh', '-c', 'echo out; echo err >&2; exit 3'], options],
      { code: 3, stdout: 'out\n', stderr: 'err\n' },
    ],
    ['input', [['cat'], { ...options, input: 'a\nb' }], { code: 0, stdout: 'a\nb' }],
    ['a program that does not read its input', [['true'], { ...options, input: 'x'.repeat(1_000_000) }], { code: 0 }],
    ['the signal that ended it', [['sh', '-c', 'kill -USR1 $$'], options], { code: null, signal: 'SIGUSR1', timedOut: false }],
    [
      'the end of a long output',
      [['seq', '1', '100000'], { ...options, maxOutputBytes: 13 }],
      { stdout: '99999\n100000\n', truncated: true },
    ],
    ['arguments as they are, never a shell', [['printf', '%s', '$(id); `id` *'], options], { stdout: '$(id); `id` *' }],
    ['a folder', [['pwd'], { ...options, cwd: '/usr' }], { stdout: '/usr\n' }],
  ])('gives %s', async (_name, [argv, given], result) => {
    await expect(runCommand(argv, given)).resolves.toMatchObject(result);
  });

  it('inherits nothing of our environment', async () => {
    const { stdout } = await runCommand(['env'], { ...options, env: { OURS: '1' } });
    const names = stdout.split('\n').map((line) => line.split('=')[0]);
    expect(names.filter((name) => name !== '').toSorted()).toEqual(['LANG', 'LC_ALL', 'OURS', 'PATH']);
  });

  it('ends the whole process group at the deadline, also one that ignores the polite signal', async () => {
    const start = performance.now();
    const child = 'trap "" TERM; sleep 1000 & echo $!; wait';
    const { stdout, timedOut } = await runCommand(['sh', '-c', child], { timeoutMs: 200 });
    expect(timedOut).toBe(true);
    expect(performance.now() - start).toBeLessThan(4000);
    await expect.poll(() => alive(Number(stdout))).toBe(false);
  });

  it('does not wait for a daemon that holds the pipes', async () => {
    const start = performance.now();
    await expect(runCommand(['sh', '-c', 'sleep 4 & echo left'], options)).resolves.toMatchObject({ code: 0, stdout: 'left\n' });
    expect(performance.now() - start).toBeLessThan(2500);
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const running = runCommand(['sleep', '60'], { timeoutMs: 60_000, signal: stop.signal });
    const refused = expect(running).rejects.toMatchObject({ detail: { code: 'cancelled', what: 'sleep' } });
    await wait(50);
    stop.abort();
    await refused;
    await expect(runCommand(['true'], { ...options, signal: stop.signal })).rejects.toMatchObject({ detail: { code: 'cancelled' } });
  });

  it('says that a program is missing', async () => {
    await expect(runCommand(['tamada-no-such-program'], options)).rejects.toMatchObject({ detail: { code: 'program_missing' } });
  });
});

/** A zombie that nobody reaps is as dead as one that is gone. */
function alive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
