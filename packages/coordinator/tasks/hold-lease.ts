import { hostname, userInfo } from 'node:os';
import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import { sleep } from '@tamada/runtime';
import type { Task } from '@tamada/core/sequence';
import type { Executor, TaskControl } from '../runner/index.ts';
import { healthyConsuls, noConsul } from './observe.ts';
import type { TaskTools } from './tools.ts';

/** As long as the lease of a coordinator that died without hanging up may live. */
const patienceMs = 35_000;
const againMs = 1_000;

export const holdLease: Executor<Extract<Task, { kind: 'hold_lease' }>, TaskTools> = async ({ required }, tools, control) => {
  if (tools.lease.held()) return { changed: false, note: '' };
  const nodes = await healthyConsuls(tools);
  if (nodes.length === 0 && required) throw noConsul();
  if (nodes.length === 0) return { changed: false, note: 'Consul has no leader yet' };
  try {
    return { changed: false, note: `through ${await takeThrough(nodes, tools, control)}` };
  } catch (error) {
    const detail = errorDetail(error);
    if (required || detail.code === 'locked' || control.signal.aborted) throw error;
    return { changed: false, note: `not yet: ${describeError(detail).message}` };
  }
};

/** Through the first node whose number the others bear out: one agent that does not tell the truth must not stop every run. */
async function takeThrough(nodes: readonly string[], tools: TaskTools, control: TaskControl): Promise<string> {
  let problem: TamadaError | null = null;
  for (const node of nodes) {
    await take(node, tools, control);
    problem = await contradiction(node, nodes, tools, control);
    if (problem === null) return node;
    tools.lease.drop();
    control.progress(`${node} gives a lease that the others do not know`);
  }
  throw problem ?? noConsul();
}

/** Null where at least as many other agents have the number from their Consul as have another; who is silent is not counted. */
async function contradiction(
  node: string,
  nodes: readonly string[],
  { lease, connections }: TaskTools,
  { signal }: TaskControl,
): Promise<TamadaError | null> {
  const others = nodes.filter((other) => other !== node);
  const replies = await connections.askAll(others, (client, options) => client.readLease({}, options), { signal });
  const known = replies.flatMap((reply) => (reply.ok ? [reply.value.fence] : []));
  const wrong = known.filter((fence) => fence !== lease.fence());
  if (wrong.length * 2 <= known.length) return null;
  return new TamadaError({ code: 'fence_wrong', known: Math.max(...wrong), got: lease.fence() ?? 0 });
}

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
