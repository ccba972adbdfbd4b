import type { Task } from '@tamada/core/sequence';
import { askStatus } from '../connections/index.ts';
import type { Executor } from '../runner/index.ts';
import { certifyNode as certify } from '../workspace/authority-certify.ts';
import { loadAuthority } from '../workspace/authority.ts';
import { nodeNamed } from './node-named.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;
const dayMs = 24 * 60 * 60_000;
/** `status` tells of it from then on. */
const renewMs = 60 * dayMs;

export const certifyNode: Executor<Extract<Task, { kind: 'certify_node' }>, TaskTools> = async ({ node }, tools, control) => {
  const { topology, connections, context } = tools;
  const options = runCall(tools, control, deadlineMs);
  const status = await persist(() => askStatus(connections.client(node), options), control);
  const until = status.certificates.find(({ name }) => name === 'node')?.notAfterMs ?? null;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  if (until !== null && until - context.now() > renewMs) return { changed: false, note: `it has one until ${day(until)}` };
  const authority = await loadAuthority(context.workspace);
  const wish = { topology, node: nodeNamed(topology, node), authority, name: 'node', nowMs: context.now() } as const;
  const { notAfterMs } = await persist(() => certify(connections.client(node), wish, options), control);
  return { changed: true, note: `until ${day(notAfterMs)}` };
};
