import { readdir } from 'node:fs/promises';
import { chainOf, isValid, refuseNewer } from '../backup/parent.ts';
import { isIncremental } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';
import { layoutOf } from '../catalogue/layout.ts';
import { BackupStore } from '../catalogue/store.ts';
import { catalogueOf, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { Failed } from '../log/log.ts';
import { systemError } from '../log/words.ts';
import { chooseBackup, descendants, validateChain, validateMember } from '../validate/chain.ts';
import { hasTarget, readTarget } from '../validate/target.ts';
import { validateWal } from '../validate/wal.ts';

/** One backup, what a target needs, an instance, or the whole catalogue. Holes in the archive are nobody's business here: as in the real one. */
export async function validate(call: Invocation): Promise<void> {
  const { log, options } = call;
  const catalogue = catalogueOf(call);
  const instance = options.text('instance');
  const target = readTarget(call);
  if (instance === undefined) {
    const folder = layoutOf(catalogue, '').backups;
    const names = await readdir(folder).catch((error: unknown) => log.fail(`Cannot open directory "${folder}": ${systemError(error)}`));
    let valid = true;
    for (const name of names.sort()) valid = (await validateInstance(call, new BackupStore(layoutOf(catalogue, name), log), name)) && valid;
    conclude(call, valid);
    return;
  }
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  await readConfig(call, layout);
  const store = new BackupStore(layout, log);
  if (options.text('backup-id') === undefined && !hasTarget(target) && target.timeline === null) {
    conclude(call, await validateInstance(call, store, instance));
    return;
  }
  const chosen = await chooseBackup(call, store, target);
  await validateChain(call, store, chosen, target);
  log.info(`Validate of backup ${chosen.id} completed.`);
}

function conclude({ log }: Invocation, valid: boolean): void {
  if (valid) log.info('All backups are valid');
  else {
    log.warning('Some backups are not valid');
    throw new Failed('not valid');
  }
}

/** Every backup, newest first; orphans once more when their ancestor turned out well. */
async function validateInstance(call: Invocation, store: BackupStore, name: string): Promise<boolean> {
  const { log } = call;
  log.info(`Validate backups of the instance '${name}'`);
  const all = await store.list();
  refuseNewer(all, log);
  let valid = true;
  for (const { id } of all) {
    const now = await store.list();
    const backup = now.find((each) => each.id === id);
    if (backup === undefined) continue;
    const judged = await validateOne(call, store, backup, now);
    if (judged === 'wrong') valid = false;
    else if (judged === 'valid' && !isValid(backup)) await reviveOrphans(call, store, backup);
  }
  return valid && (await store.list()).every(isValid);
}

/** `later`: an orphan may come to life when its ancestor is looked at, which comes after it. */
async function validateOne(
  call: Invocation,
  store: BackupStore,
  backup: Backup,
  all: readonly Backup[],
): Promise<'valid' | 'wrong' | 'later'> {
  const { log } = call;
  const { id, status } = backup;
  const parent = all.find((each) => each.id === backup.parent);
  if (isIncremental(backup) && (parent === undefined || chainOf(backup, all) === null)) {
    log.warning(`Backup ${id} has missing parent ${backup.parent ?? '0'}`);
    if (isValid(backup)) await store.setStatus(id, 'ORPHAN');
    return 'wrong';
  }
  const bad = chainOf(backup, all)?.find((each) => each.id !== id && !isValid(each) && each.status !== 'ORPHAN');
  if (bad !== undefined) {
    log.warning(`Backup ${id} has parent ${bad.id} with status: ${bad.status}`);
    if (isValid(backup)) await store.setStatus(id, 'ORPHAN');
    return status === 'ORPHAN' && bad.status === 'CORRUPT' ? 'later' : 'wrong';
  }
  if (status === 'ERROR' || (status === 'MERGING' && backup.mode !== 'FULL')) {
    log.warning(`Backup ${id} has status ${status}. Skip validation.`);
    return 'wrong';
  }
  if (!(await validateMember(call, store, backup, all, false))) return 'wrong';
  if (await validateWal(call, store, backup)) return 'valid';
  await store.setStatus(id, 'CORRUPT');
  return 'wrong';
}

async function reviveOrphans(call: Invocation, store: BackupStore, backup: Backup): Promise<void> {
  for (const { id } of [...descendants(backup, await store.list())].reverse()) {
    const now = await store.list();
    const orphan = now.find((each) => each.id === id);
    if (orphan?.status === 'ORPHAN') await validateOne(call, store, orphan, now);
  }
}
