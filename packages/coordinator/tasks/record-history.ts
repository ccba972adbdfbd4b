import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { healthyConsul, noConsul } from './observe.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;

export const recordHistory: Executor<Extract<Task, { kind: 'record_history' }>, TaskTools> = async (_task, tools, control) => {
  const { connections, run, found, ignored, context } = tools;
  if (!found.changed) return { changed: false, note: 'nothing was changed' };
  const node = await healthyConsul(tools);
  if (node === null) throw noConsul();
  const digests = Object.fromEntries([...found.bundles].map(([name, { digest }]) => [name, digest]));
  const json = JSON.stringify({ generation: found.generation, digests, ignored });
  const entry = { run, kind: 'bootstrap', atMs: context.now(), json };
  const { changed } = await persist(() => connections.client(node).appendHistory(entry, runCall(tools, control, deadlineMs)), control);
  return { changed, note: '' };
};
