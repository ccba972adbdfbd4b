import { hostname, userInfo } from 'node:os';
import { describeError, errorDetail, TamadaError, type ErrorDetail } from '@tamada/core/errors';
import type { TaskControl } from '../runner/run-sequence.ts';
import { healthyConsuls, noConsul } from './observe.ts';
import { persist, type Patience } from './persist.ts';
import type { TaskExecutor, TaskTools } from './tools.ts';

export const holdLease: TaskExecutor<'hold_lease'> = async ({ required, except }, tools, control) => {
  if (tools.lease.held()) return { changed: false, note: '' };
  const nodes = (await healthyConsuls(tools)).filter((name) => name !== except);
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

/** Through the first node whose number the others confirm: one agent that gives none, or a wrong one, must not stop every run. */
async function takeThrough(nodes: readonly string[], tools: TaskTools, control: TaskControl): Promise<string> {
  let problem: unknown = noConsul();
  for (const node of nodes) {
    try {
      await take(node, tools, control);
      await refuseContradiction(node, nodes, tools, control);
      return node;
    } catch (error) {
      const detail = errorDetail(error);
      if (detail.code === 'locked' || control.signal.aborted) throw error;
      control.progress(`no lease through ${node}: ${describeError(detail).message}`);
      problem = error;
    }
  }
  throw problem;
}

/** Gives the lease back where more of the other agents have another number from their Consul than have this one; who is silent is not counted. */
async function refuseContradiction(node: string, nodes: readonly string[], tools: TaskTools, { signal }: TaskControl): Promise<void> {
  const { lease, connections } = tools;
  const got = lease.fence() ?? 0;
  const others = nodes.filter((other) => other !== node);
  const replies = await connections.askAll(others, (client, options) => client.readLease({}, options), { signal });
  const known = replies.flatMap((reply) => (reply.ok ? [reply.value.fence] : []));
  const wrong = known.filter((fence) => fence !== got);
  if (wrong.length * 2 <= known.length) return;
  lease.drop();
  throw new TamadaError({ code: 'fence_wrong', known: Math.max(...wrong), got });
}

function take(node: string, { lease, connections, record }: TaskTools, control: TaskControl): Promise<void> {
  return persist(() => lease.take(connections.client(node), { run: record.id, holder: holderName() }), control, whileLocked);
}

/** As long as the lease of a coordinator that died without hanging up may live. */
function whileLocked(error: ErrorDetail): Patience | null {
  return error.code === 'locked' ? { ms: 35_000, line: `held by ${error.by}` } : null;
}

/** Who takes it, in words. In containers and behind some name services a user has a number and no name: Node throws then. */
export function holderName(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `uid ${String(process.geteuid?.() ?? 'unknown')} on ${hostname()}`;
  }
}
