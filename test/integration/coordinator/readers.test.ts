import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** The program as a process, whose reader goes before it has said anything. */
async function unread(args: readonly string[], stream: 'stdout' | 'stderr'): Promise<{ readonly code: number; readonly rest: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'packages/coordinator/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child[stream].destroy();
  const chunks: Buffer[] = [];
  child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, rest: Buffer.concat(chunks).toString() };
}

test.each([
  ['its words', ['--help'], 'stdout', 0],
  ['its data', ['--json', '-C', '/nowhere', 'status'], 'stdout', 2],
  ['its errors', ['-C', '/nowhere', 'status'], 'stderr', 2],
] as const)(
  'nobody reads %s: it ends as if somebody did',
  async (_what, args, stream, expected) => {
    expect(await unread(args, stream)).toEqual({ code: expected, rest: '' });
  },
  60_000,
);
