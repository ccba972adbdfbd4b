import { backupStatuses, readId } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';
import { BackupStore } from '../catalogue/store.ts';
import { Effective, instanceName, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { prettySize } from '../log/words.ts';
import { deleteBackup, retain } from '../retention/retain.ts';
import { descendants } from '../validate/chain.ts';

/** Deletes one backup with its descendants, all of a status, or what the retention gives free. Asks nobody. */
export async function deleteCommand(call: Invocation): Promise<void> {
  const { log, options } = call;
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  const settings = new Effective(await readConfig(call, layout), options);
  const store = new BackupStore(layout, log);
  const typed = options.text('backup-id');
  const status = options.text('status');
  if (typed !== undefined && (options.flag('delete-expired') || options.flag('merge-expired')))
    log.fail(`You cannot specify --${options.flag('delete-expired') ? 'delete' : 'merge'}-expired and (-i, --backup-id) options together`);
  if (typed !== undefined) return deleteOne(call, store, readId(typed));
  if (status !== undefined) return deleteByStatus(call, store, status);
  if (!options.flag('delete-expired') && !options.flag('merge-expired') && !options.flag('delete-wal'))
    log.fail(
      'You must specify at least one of the delete options: --delete-expired |--delete-wal |--merge-expired |--status |(-i, --backup-id)',
    );
  await retain(call, store, settings);
}

function residentBytes({ dataBytes, walBytes, stream }: Backup): number {
  return (dataBytes ?? 0) + (stream ? (walBytes ?? 0) : 0);
}

async function deleteOne(call: Invocation, store: BackupStore, id: string): Promise<void> {
  const { log, options } = call;
  const all = await store.list();
  const backup = all.find((each) => each.id === id) ?? log.fail(`Failed to find backup ${id}, cannot delete`);
  const going = [backup, ...[...descendants(backup, all)].reverse()];
  log.info(`Resident data size to free by delete of backup ${id} : ${prettySize(sum(going))}`);
  if (options.flag('dry-run')) return;
  for (const each of going) await deleteBackup(call, store, each);
}

async function deleteByStatus(call: Invocation, store: BackupStore, typed: string): Promise<void> {
  const { log, options } = call;
  const status = backupStatuses.find((known) => known === typed.toUpperCase()) ?? log.fail(`Unknown value for --status option: '${typed}'`);
  const dryRun = options.flag('dry-run');
  log.info(`Deleting all backups with status '${status}'${dryRun ? ' in dry run mode' : ''}`);
  const found = (await store.list()).filter((backup) => backup.status === status);
  for (const backup of found) {
    log.info(`Backup ${backup.id} with status ${status} ${dryRun ? 'can' : 'will'} be deleted`);
    if (!dryRun) await deleteBackup(call, store, backup);
  }
  log.info(`Resident data size to free by delete of ${found.length} backups: ${prettySize(sum(found))}`);
  if (found.length === 0) log.warning(`Instance '${instanceName(call)}' has no backups with status '${status}'`);
  else if (!dryRun)
    log.info(`Successfully deleted ${found.length} ${found.length === 1 ? 'backup' : 'backups'} from instance '${instanceName(call)}'`);
}

function sum(backups: readonly Backup[]): number {
  return backups.reduce((bytes, backup) => bytes + residentBytes(backup), 0);
}
