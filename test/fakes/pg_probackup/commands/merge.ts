import { chainOf, isValid } from '../backup/parent.ts';
import { isIncremental, readId } from '../catalogue/backup.ts';
import { BackupStore } from '../catalogue/store.ts';
import { layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { mergeChain } from '../merge/merge-chain.ts';
import { validateFiles } from '../validate/files.ts';

/** Folds an increment with all its ancestors into one full backup. */
export async function merge(call: Invocation): Promise<void> {
  const { log, options } = call;
  const layout = layoutFor(call);
  const typed = options.text('backup-id') ?? log.fail('Required parameter is not specified: --backup-id');
  await requireInstance(call, layout);
  await readConfig(call, layout);
  const store = new BackupStore(layout, log);
  const id = readId(typed);
  log.info('Merge started');
  const all = await store.list();
  let target = all.find((backup) => backup.id === id) ?? log.fail(`Target backup ${id} was not found`);
  if (!isIncremental(target) && target.status !== 'MERGING') {
    log.info(`Merge target backup ${id} is full backup`);
    log.info('Looking for closest incremental backup to merge with');
    const child = [...all].reverse().find((backup) => isValid(backup) && backup.parent === id);
    target = child ?? log.fail(`Failed to find merge candidate, backup ${id} has no valid children`);
  }
  const chain = chainOf(target, all) ?? log.fail(`Failed to find parent full backup for ${target.id}`);
  const resumed = chain.some(({ status }) => status === 'MERGING');
  for (const { id: member, status } of chain)
    if (!isValid({ ...target, status }) && status !== 'MERGING') log.fail(`Backup ${member} has status: ${status}`);
  log.info(`Merging backup ${target.id} with parent chain`);
  const ordered = [...chain].reverse();
  if (!options.flag('no-validate') && !resumed) {
    log.info(`Validate parent chain for backup ${target.id}`);
    for (const member of ordered)
      if (!(await validateFiles(call, store, member))) {
        await store.setStatus(member.id, 'CORRUPT');
        log.fail(`Backup ${member.id} has status CORRUPT, merge is aborted`);
      }
  }
  await mergeChain(call, store, ordered);
  log.info(`Merge of backup ${target.id} completed`);
}
