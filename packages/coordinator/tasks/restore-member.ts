import { runCall, changeResult, type TaskExecutor } from './tools.ts';
import { finishJob } from './backup-host.ts';
import { persist } from './persist.ts';
import { moment } from '../report/backup-text.ts';

/** Its server stops, and a large old data directory may have to be deleted. */
const emptyMs = 60 * 60_000;
/** The session of a Patroni that was killed has to end first. */
const adoptMs = 3 * 60_000;

export const emptyMember: TaskExecutor<'empty_member'> = async ({ node, restore }, tools, control) => {
  const { id, keepOldData, tablespaces } = restore;
  const request = { restore: id, keep: keepOldData, tablespaces };
  return changeResult(await persist(() => tools.connections.client(node).emptyMember(request, runCall(tools, control, emptyMs)), control));
};

/** The job answers with what it did before where it has done it; then nothing is left but to take the data for the cluster's. */
export const restoreMember: TaskExecutor<'restore_member'> = async ({ node, restore }, tools, control) => {
  const { id, backup, target, timeline } = restore;
  const job = await finishJob({ kind: 'member', order: { restore: id, backup, target, timeline } }, tools, control, node);
  const { changed, changes } = await persist(
    () => tools.connections.client(node).adoptMember({ restore: id }, runCall(tools, control, adoptMs)),
    control,
  );
  for (const change of changes) control.remark(change);
  const done = job.done?.member ?? null;
  if (done === null) return { changed, note: '' };
  const newest = done.atMs === null ? '' : `; the newest commit is of ${moment(done.atMs, true)}`;
  return { changed, note: `recovered to ${done.lsn ?? 'the end'}, on timeline ${String(done.timeline)}${newest}` };
};
