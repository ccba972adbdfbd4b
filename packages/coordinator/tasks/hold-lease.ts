import { hostname, userInfo } from 'node:os';
import { describeError, errorDetail } from '@tamada/core/errors';
import { consulServers } from '@tamada/core/topology';
import { sleep } from '@tamada/runtime';
import type { Task } from '@tamada/core/sequence';
import type { Executor, TaskControl } from '../runner/index.ts';
import { healthyConsul, noConsul } from './observe.ts';
import type { TaskTools } from './tools.ts';

/** As long as the lease of a coordinator that died without hanging up may live. */
const patienceMs = 35_000;
const againMs = 1_000;

export const holdLease: Executor<Extract<Task, { kind: 'hold_lease' }>, TaskTools> = async ({ required }, tools, control) => {
  if (tools.lease.held()) return { changed: false, note: '' };
  const servers = consulServers(tools.topology).map(({ name }) => name);
  const node = await healthyConsul(tools.connections, servers);
  if (node === null && required) throw noConsul();
  if (node === null) return { changed: false, note: 'Consul has no leader yet' };
  try {
    await take(node, tools, control);
    return { changed: false, note: `through ${node}` };
  } catch (error) {
    const detail = errorDetail(error);
    if (required || detail.code === 'locked' || control.signal.aborted) throw error;
    return { changed: false, note: `not yet: ${describeError(detail).message}` };
  }
};

async function take(node: string, { lease, connections, run }: TaskTools, { progress, signal }: TaskControl): Promise<void> {
  const startedAt = performance.now();
  const holder = holderName();
  for (;;) {
    try {
      await lease.take(connections.client(node), { run, holder });
      return;
    } catch (error) {
      const detail = errorDetail(error);
      if (detail.code !== 'locked' || performance.now() - startedAt > patienceMs) throw error;
      progress(`held by ${detail.by}`);
      await sleep(againMs, signal);
    }
  }
}

/** Who takes it, in words. In containers and behind some name services a user has a number and no name: Node throws then. */
export function holderName(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `uid ${String(process.geteuid?.() ?? 'unknown')} on ${hostname()}`;
  }
}
