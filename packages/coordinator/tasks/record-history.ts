import { healthyConsul, noConsul } from './observe.ts';
import { persist } from './persist.ts';
import { runCall, type TaskExecutor } from './tools.ts';

const deadlineMs = 20_000;

export const recordHistory: TaskExecutor<'record_history'> = async (_task, tools, control) => {
  const { connections, record, found, context } = tools;
  if (!control.changed) return { changed: false, note: 'nothing was changed' };
  const node = await healthyConsul(tools);
  if (node === null) throw noConsul();
  const digests = Object.fromEntries([...found.bundles].map(([name, { digest }]) => [name, digest]));
  const json = JSON.stringify(
    record.sequence === 'bootstrap' ? { generation: found.generation, digests, ignored: record.ignored } : found.told,
  );
  const entry = { run: record.id, kind: record.sequence, atMs: context.now(), json };
  const { changed } = await persist(() => connections.client(node).appendHistory(entry, runCall(tools, control, deadlineMs)), control);
  return { changed, note: '' };
};
