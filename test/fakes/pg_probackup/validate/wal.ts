import { join } from 'node:path';
import type { Backup } from '../catalogue/backup.ts';
import { exists } from '../catalogue/store.ts';
import type { BackupStore } from '../catalogue/store.ts';
import type { Invocation } from '../invocation.ts';
import { timestamp } from '../log/words.ts';
import { parseLsn, segmentName, segmentNumber } from '../wal/position.ts';
import { scanWal } from '../wal/scan.ts';
import type { Transaction, WalScan } from '../wal/scan.ts';

/** Up to where recovery is to go, as far as the real one reads the WAL for it: a time (seconds) or a transaction. */
export interface WalTarget {
  readonly time: number | null;
  readonly xid: number | null;
  /** As it was typed. */
  readonly words: string;
}

/** Whether a backup has the WAL that makes it consistent. */
export async function validateWal(call: Invocation, store: BackupStore, backup: Backup): Promise<boolean> {
  const { log, environment } = call;
  const { id, startLsn, stopLsn, timeline, stream } = backup;
  const folder = stream ? join(store.files(id).database, 'pg_wal') : store.layout.wal;
  const scan = await scanWal({ folder, timeline, start: startLsn, end: stopLsn }, environment, () => false);
  if (scan.ended === null) {
    log.info(`Backup ${id} WAL segments are valid`);
    return true;
  }
  await sayEnd(call, scan, folder, timeline);
  log.warning(`There are not enough WAL records to consistenly restore backup ${id} from START LSN: ${startLsn} to STOP LSN: ${stopLsn}`);
  log.warning(`Backup ${id} WAL segments are corrupted`);
  return false;
}

/** Whether the archive reaches a target from where the backup ends. Only the backup's own timeline is read. */
export async function validateTarget(call: Invocation, store: BackupStore, backup: Backup, target: WalTarget): Promise<void> {
  const { log, environment } = call;
  const { timeline, stopLsn: start, recoveryTime, recoveryXid } = backup;
  const folder = store.layout.wal;
  const beyond = ({ time, xid }: Transaction): boolean =>
    target.time !== null ? time > target.time : target.xid !== null && xid === target.xid;
  const reached = (target.time !== null && recoveryTime >= target.time) || (target.xid !== null && recoveryXid === target.xid);
  const scan: WalScan = reached
    ? { transaction: null, satisfied: true, ended: null }
    : await scanWal({ folder, timeline, start, end: null }, environment, beyond);
  const last = scan.transaction ?? { time: recoveryTime, xid: recoveryXid, lsn: start };
  const words = `time ${timestamp(last.time)}, xid ${last.xid} and LSN ${last.lsn}`;
  if (scan.satisfied) {
    log.info(`Backup validation completed successfully on ${words}`);
    return;
  }
  await sayEnd(call, scan, folder, timeline);
  log.warning(`Recovery can be done up to ${words}`);
  log.fail(`Not enough WAL records to ${target.words}`);
}

async function sayEnd({ log }: Invocation, { ended }: WalScan, folder: string, timeline: number): Promise<void> {
  if (ended === null) return;
  log.warning(`Thread [1]: Could not read WAL record at ${ended.at}${ended.words === '' ? '' : `: ${ended.words}`}`);
  if (ended.absent !== null) {
    log.error(`Thread [1]: WAL segment "${ended.absent}" is absent`);
    return;
  }
  const segment = join(folder, segmentName(timeline, segmentNumber(parseLsn(ended.at))));
  const path = (await exists(`${segment}.gz`)) ? `${segment}.gz` : segment;
  log.error(`Thread [1]: Possible WAL corruption. Error has occured during reading WAL segment "${path}"`);
}
