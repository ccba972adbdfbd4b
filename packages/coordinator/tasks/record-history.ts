import { appliedBy } from '@tamada/core/sequence';
import { digestsOf } from './bundles.ts';
import { healthyConsul, noConsul } from './observe.ts';
import { persist } from './persist.ts';
import { runCall, type TaskExecutor } from './tools.ts';

const deadlineMs = 20_000;

export const recordHistory: TaskExecutor<'record_history'> = async (_task, tools, control) => {
  const { connections, record, found, context } = tools;
  // The cluster itself must know that its bootstrap has ended, also when the run that changed the last thing could not say so.
  const unknown = record.sequence === 'bootstrap' && found.before?.ended === 'no';
  if (!control.changed && !unknown) return { changed: false, note: 'nothing was changed' };
  const node = await healthyConsul(tools);
  if (node === null) throw noConsul();
  const { generation } = found;
  const applied = record.partial === true ? {} : { applied: appliedBy(tools.topology) };
  const bundles = { generation, digests: digestsOf(found.bundles), ignored: record.ignored, ...applied };
  // A run without bundles says what it did.
  const json = JSON.stringify(generation === 0 ? found.told : bundles);
  const entry = { run: record.id, kind: record.sequence, atMs: context.now(), json };
  const { changed } = await persist(() => connections.client(node).appendHistory(entry, runCall(tools, control, deadlineMs)), control);
  return { changed, note: '' };
};
