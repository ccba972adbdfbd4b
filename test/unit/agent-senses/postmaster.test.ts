import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postmasterStatus } from '../../../packages/agent/postgres/postmaster.ts';

/** postmaster.pid as PostgreSQL 15 writes it; its state is padded. */
function pidFile(pid: number, state: string): string {
  return [String(pid), '/data', '1700000000', '5432', '/run/postgresql', '*', ' 5432001 0', state.padEnd(8), ''].join('\n');
}

describe('the postmaster', () => {
  let data = '';
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'tamada-data-'));
  });
  afterEach(() => {
    rmSync(data, { recursive: true });
  });

  test.each(['ready', 'standby', 'starting'])('works in its data directory and is %s; when it is killed, its file stays', async (state) => {
    const child = spawn('sleep', ['60'], { cwd: data });
    await once(child, 'spawn');
    writeFileSync(join(data, 'postmaster.pid'), pidFile(child.pid ?? 0, state));
    const link = `${data}-link`;
    symlinkSync(data, link);
    const ended = once(child, 'exit');
    try {
      for (const path of [data, link]) expect(await postmasterStatus(path)).toEqual({ alive: true, state: { is: state, text: state } });
    } finally {
      rmSync(link);
      child.kill('SIGKILL');
      await ended;
    }
    expect(await postmasterStatus(data)).toEqual({ alive: false, state: null });
  });

  test.each([
    ['has no pid file', null],
    ['is another process that got the number', pidFile(process.pid, 'ready')],
    ['wrote nonsense', 'x\n'],
  ])('that %s is not alive', async (_name, file) => {
    if (file !== null) writeFileSync(join(data, 'postmaster.pid'), file);
    expect(await postmasterStatus(data)).toEqual({ alive: false, state: null });
  });

  test('of a data directory that is not there is not alive; one whose file cannot be read is unknown', async () => {
    expect(await postmasterStatus(join(data, 'none'))).toEqual({ alive: false, state: null });
    symlinkSync('postmaster.pid', join(data, 'postmaster.pid'));
    await expect(postmasterStatus(data)).rejects.toThrow('ELOOP');
  });
});
