import { chainOf } from '../backup/parent.ts';
import { isIncremental } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';
import { lockBackup } from '../catalogue/lock.ts';
import type { BackupStore } from '../catalogue/store.ts';
import type { Effective, Invocation } from '../invocation.ts';
import { timestamp } from '../log/words.ts';
import { mergeChain } from '../merge/merge-chain.ts';
import { evaluate, evaluationLine, expiredBackups } from './evaluate.ts';
import { purgeWal } from './purge-wal.ts';

/** What --delete-expired, --merge-expired and --delete-wal do, of delete and of backup. */
export async function retain(call: Invocation, store: BackupStore, settings: Effective): Promise<void> {
  const { log, options } = call;
  const policy = { redundancy: settings.number('retention-redundancy', 0), window: settings.number('retention-window', 0) };
  const dryRun = options.flag('dry-run');
  const expires = options.flag('delete-expired') || options.flag('merge-expired');
  let merged = false;
  let deleted = false;
  if (expires && policy.redundancy === 0 && policy.window === 0) {
    log.warning('Retention policy is not set');
    if (!options.flag('delete-wal')) return;
  } else if (expires) {
    log.info('Evaluate backups by retention');
    const evaluated = evaluate(await store.list(), policy, Math.floor(Date.now() / 1000));
    for (const each of evaluated) log.info(evaluationLine(each, policy));
    const { expired, needed } = expiredBackups(evaluated);
    if (!dryRun && options.flag('merge-expired')) {
      merged = await mergeExpired(call, store, needed);
      log.info('Retention merging finished');
    }
    if (!dryRun && options.flag('delete-expired')) {
      for (const { backup, by } of merged ? [] : needed)
        log.info(`Retain backup ${backup.id} from purge because his descendant ${by.id} is guarded by retention`);
      for (const backup of expired) deleted = (await deleteBackup(call, store, backup)) || deleted;
    }
  }
  const purged = options.flag('delete-wal') && (await purgeWal(store, await store.list(), settings.number('wal-depth', 0), dryRun, log));
  if (!merged) log.info('There are no backups to merge by retention policy');
  log.info(deleted ? 'Purging finished' : 'There are no backups to delete by retention policy');
  if (!purged) log.info('There is no WAL to purge by retention policy');
}

/** Each chain whose older part has expired becomes one full backup of its oldest active member. */
async function mergeExpired(call: Invocation, store: BackupStore, needed: readonly { backup: Backup; by: Backup }[]): Promise<boolean> {
  const all = await store.list();
  const done = new Set<string>();
  for (const { by } of needed) {
    const chain = [...(chainOf(by, all) ?? [])].reverse();
    const [full] = chain;
    if (full === undefined || done.has(full.id)) continue;
    const gone = new Set(needed.map(({ backup }) => backup.id));
    const into = chain.find((each) => isIncremental(each) && !gone.has(each.id));
    if (into === undefined) continue;
    done.add(full.id);
    await mergeChain(call, store, chain.slice(0, chain.indexOf(into) + 1));
  }
  return done.size > 0;
}

/** Waits for a process that works on it, and deletes it then: also one that is running. */
export async function deleteBackup({ log }: Invocation, store: BackupStore, backup: Backup): Promise<boolean> {
  const { id, recoveryTime, startTime } = backup;
  await lockBackup(store, id, log);
  const now = (await store.read(id)) ?? backup;
  const time = now.recoveryTime !== 0 ? now.recoveryTime : recoveryTime !== 0 ? recoveryTime : startTime;
  log.info(`Delete: ${id} ${timestamp(time)}`);
  await store.remove(id);
  return true;
}
