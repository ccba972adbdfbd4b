import { chainOf, forksOf, isValid, refuseNewer } from '../backup/parent.ts';
import { isIncremental, readId } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';
import { lockBackup, unlockBackup } from '../catalogue/lock.ts';
import type { BackupStore } from '../catalogue/store.ts';
import type { Invocation } from '../invocation.ts';
import { parseLsn } from '../wal/position.ts';
import { validateFiles } from './files.ts';
import type { RecoveryTarget } from './target.ts';
import { validateTarget, validateWal } from './wal.ts';

/** The backup that -i names, or the newest from which the target can be reached. */
export async function chooseBackup(call: Invocation, store: BackupStore, target: RecoveryTarget): Promise<Backup> {
  const { log, options } = call;
  const backups = await store.list();
  const typed = options.text('backup-id');
  if (typed !== undefined) {
    const id = readId(typed);
    return backups.find((backup) => backup.id === id) ?? log.fail(`Requested backup ${id} is not found.`);
  }
  const forks = typeof target.timeline === 'number' ? await forksOf(target.timeline, store.layout, null) : [];
  for (const backup of backups) {
    if (!isValid(backup)) {
      log.warning(`Skipping backup ${backup.id}, because it has non-valid status: ${backup.status}`);
      continue;
    }
    if (satisfies(backup, target, forks)) return backup;
  }
  return log.fail('Backup satisfying target options is not found.');
}

function satisfies(backup: Backup, { time, xid, lsn, timeline }: RecoveryTarget, forks: Awaited<ReturnType<typeof forksOf>>): boolean {
  if (time !== null && backup.recoveryTime > time) return false;
  if (xid !== null && backup.recoveryXid > xid) return false;
  if (lsn !== null && parseLsn(backup.stopLsn) > parseLsn(lsn)) return false;
  if (typeof timeline !== 'number' || backup.timeline === timeline) return true;
  return forks.some((fork) => fork.timeline === backup.timeline && parseLsn(backup.stopLsn) <= parseLsn(fork.switchpoint));
}

/** From the full one to the backup itself. Ends the command when an ancestor is missing. */
export function chainFromFull({ log }: Invocation, backup: Backup, all: readonly Backup[]): readonly Backup[] {
  const chain = chainOf(backup, all);
  if (chain === null) return log.fail(`Backup ${backup.id} is orphan.`);
  refuseNewer(chain, log);
  return [...chain].reverse();
}

/** Checks a backup with all its ancestors and the WAL up to the target. Ends the command at the first that is not valid. */
export async function validateChain(call: Invocation, store: BackupStore, backup: Backup, target: RecoveryTarget): Promise<void> {
  const { log } = call;
  const { id } = backup;
  const all = await store.list();
  if (backup.status === 'ERROR') log.fail(`Backup ${id} has status: ERROR`);
  if (!isValid(backup)) log.warning(`Backup ${id} has status: ${backup.status}`);
  const chain = chainFromFull(call, backup, all);
  const bad = chain.find((each) => each.id !== id && !isValid(each));
  if (bad !== undefined) sayParent(call, bad, all);
  if (isIncremental(backup)) log.info(`Validating parents for backup ${id}`);
  for (const member of chain) {
    if (await validateMember(call, store, member, all)) continue;
    const now = (await store.read(member.id)) ?? member;
    if (now.status === 'ERROR') log.fail(`Backup ${now.id} has status: ERROR`);
    log.fail(`Backup ${id} is ${member.id === id ? 'corrupt' : 'orphan'}.`);
  }
  const reach = target.time !== null || target.xid !== null;
  if (reach) {
    const words = target.time !== null ? `time ${target.timeText ?? ''}` : `xid ${target.xid ?? 0}`;
    await validateTarget(call, store, backup, { time: target.time, xid: target.xid, words });
  } else if (!(await validateWal(call, store, backup))) {
    await store.setStatus(id, 'CORRUPT');
    log.fail(`Backup ${id} is corrupt.`);
  }
  if (!isValid(backup)) await store.setStatus(id, 'OK');
  log.info(`Backup ${id} is valid.`);
}

/** The files of one backup. Writes its status, and those of its descendants when it is damaged: whatever they were meanwhile. */
export async function validateMember(
  call: Invocation,
  store: BackupStore,
  backup: Backup,
  all: readonly Backup[],
  tellOrphans = true,
): Promise<boolean> {
  const { log } = call;
  const { id, status } = backup;
  await lockBackup(store, id, log);
  try {
    if (status === 'RUNNING') {
      log.warning(`Backup ${id} has status RUNNING, change it to ERROR and skip validation`);
      await store.setStatus(id, 'ERROR');
      return false;
    }
    if (backup.mode === 'FULL' && (status === 'MERGING' || status === 'DELETING')) {
      log.warning(`Full backup ${id} has status ${status}, skip validation`);
      return false;
    }
    if (await validateFiles(call, store, backup)) {
      if (status !== 'OK') await store.setStatus(id, 'OK');
      return true;
    }
    if (status !== 'CORRUPT') await store.setStatus(id, 'CORRUPT');
    const orphans = descendants(backup, all);
    for (const orphan of orphans) {
      if (orphan.status === 'ORPHAN' && tellOrphans) log.warning(`Backup ${orphan.id} has parent ${id} with status: CORRUPT`);
      else if (isValid(orphan)) {
        await store.setStatus(orphan.id, 'ORPHAN');
        log.warning(`Backup ${orphan.id} is orphaned because his parent ${id} has status: CORRUPT`);
      }
    }
    return false;
  } finally {
    await unlockBackup(store, id);
  }
}

/** Newest first. */
export function descendants(backup: Backup, all: readonly Backup[]): readonly Backup[] {
  return all.filter((other) => other.id !== backup.id && chainOf(other, all)?.some(({ id }) => id === backup.id) === true);
}

function sayParent({ log }: Invocation, parent: Backup, all: readonly Backup[]): void {
  for (const { id } of descendants(parent, all)) log.warning(`Backup ${id} has parent ${parent.id} with status: ${parent.status}`);
}
