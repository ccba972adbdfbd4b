import { readId } from '../catalogue/backup.ts';
import { BackupStore } from '../catalogue/store.ts';
import { layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { parseTimestamp, timestamp } from '../log/words.ts';

/** Pins a backup, takes the pin away, writes a note. A --ttl counts from the time that the backup can be recovered to. */
export async function setBackup(call: Invocation): Promise<void> {
  const { log, options } = call;
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  await readConfig(call, layout);
  const ttl = options.number('ttl');
  const until = options.text('expire-time');
  const note = options.text('note');
  if (ttl !== undefined && until !== undefined) log.fail("You cannot specify '--expire-time' and '--ttl' options together");
  if (ttl === undefined && until === undefined && note === undefined) log.fail("Nothing to set by 'set-backup' command");
  const id = readId(options.text('backup-id') ?? log.fail('Required parameter is not specified: --backup-id'));
  const store = new BackupStore(layout, log);
  let backup = (await store.list()).find((each) => each.id === id) ?? log.fail(`Failed to find backup ${id}`);
  if (ttl !== undefined || until !== undefined) {
    const base = backup.recoveryTime === 0 ? backup.startTime : backup.recoveryTime;
    const expireTime = until === undefined ? (ttl === 0 || ttl === undefined ? 0 : base + ttl) : parseTimestamp(until);
    if (expireTime === null) return log.fail(`Invalid value for '--expire-time' option: '${until ?? ''}'`);
    if (expireTime === 0 && backup.expireTime === 0) log.warning(`Backup ${id} is not pinned, nothing to unpin`);
    else log.info(expireTime === 0 ? `Backup ${id} is unpinned` : `Backup ${id} is pinned until '${timestamp(expireTime)}'`);
    backup = { ...backup, expireTime };
  }
  if (note !== undefined) {
    const none = note === 'none';
    log.info(none ? `Removing note from backup ${id}` : `Adding note to backup ${id}: '${note}'`);
    backup = { ...backup, note: none ? '' : (note.split('\n')[0] ?? '') };
  }
  await store.write(backup);
}
