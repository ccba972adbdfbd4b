import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

let cluster: SimulatedCluster;
beforeAll(async () => {
  cluster = await startSimulatedCluster();
});
afterAll(() => cluster.close());

/** The program as a process, whose reader goes before it has said anything. Nobody answers at the topology's addresses. */
async function unread(args: readonly string[], stream: 'stdout' | 'stderr'): Promise<{ readonly code: number; readonly rest: string }> {
  const command = ['--import', 'tsx', 'packages/coordinator/main.ts', '-C', cluster.workspace, ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  child[stream].destroy();
  const chunks: Buffer[] = [];
  child[stream === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, rest: Buffer.concat(chunks).toString() };
}

test('a watch whose words nobody reads ends', async () => {
  expect(await unread(['status', '--watch'], 'stdout')).toEqual({ code: 0, rest: '' });
}, 60_000);

test('a run whose progress nobody reads goes on and says its result', async () => {
  const { code, rest } = await unread(['--json', 'bootstrap'], 'stderr');
  expect({ code, result: (JSON.parse(rest) as { result: string }).result }).toEqual({ code: 3, result: 'failed' });
}, 60_000);
